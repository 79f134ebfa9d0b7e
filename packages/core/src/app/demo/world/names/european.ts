import type { Heritage } from './heritages.js';

/** Names of families from the rest of Europe. */
export const europeanHeritages: readonly Heritage[] = [
  {
    name: 'Polish',
    perThousand: 32,
    language: 'pl',
    prefersLanguage: 0.1,
    women: { any: 'Katarzyna Agnieszka Małgorzata Joanna Magdalena Ewelina Anna Zofia Beata Monika Aleksandra Dorota' },
    men: { any: 'Piotr Krzysztof Tomasz Paweł Marcin Łukasz Jakub Grzegorz Andrzej Mateusz Zbigniew Rafał' },
    surnames: `Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Mazur
      Krawczyk Kaczmarek Grabowski Pawlak Wróbel`,
  },
  {
    name: 'Romanian',
    perThousand: 18,
    language: 'ro',
    prefersLanguage: 0.1,
    women: { any: 'Elena Ioana Mihaela Andreea Cristina Alina Raluca Daniela Gabriela Simona' },
    men: { any: 'Andrei Ionuț Alexandru Bogdan Florin Marius Cătălin Vasile Răzvan Gheorghe' },
    surnames: 'Popescu Ionescu Popa Dumitru Stan Stoica Gheorghe Rusu Munteanu Constantin Marin Lungu',
  },
  {
    name: 'Lithuanian and Latvian',
    perThousand: 7,
    women: { any: 'Rasa Jurgita Ingrida Daiva Inese Līga Vilma Ieva' },
    men: { any: 'Vytautas Mindaugas Darius Jānis Andris Tomas Kęstutis Edgars' },
    surnames: 'Kazlauskas Jankauskas Petrauskas Bērziņš Kalniņš Ozols Stankevičius Butkus',
  },
  {
    name: 'Ukrainian',
    perThousand: 6,
    language: 'uk',
    prefersLanguage: 0.25,
    women: { any: 'Oksana Olena Iryna Natalia Svitlana Yuliia Tetiana Kateryna' },
    men: { any: 'Oleksandr Andriy Serhiy Mykola Dmytro Taras Viktor Bohdan' },
    surnames: 'Shevchenko Bondarenko Kovalenko Tkachenko Melnyk Kravchenko Savchenko Lysenko',
  },
  {
    name: 'Italian, Portuguese and Spanish',
    perThousand: 14,
    language: 'pt',
    prefersLanguage: 0.04,
    women: { any: 'Maria Giulia Ana Carla Francesca Inês Lucia Isabel Paola Beatriz Carmen Sofia' },
    men: { any: 'Marco Giovanni João Rui Antonio Luca Carlos Miguel Pedro Salvatore Diego Tiago' },
    surnames: 'Silva Santos Rossi Ferreira Esposito Costa García Fernandes Bianchi Pereira Romano Martínez Almeida',
  },
  {
    name: 'Turkish, Greek and Cypriot',
    perThousand: 6,
    women: { any: 'Ayşe Elif Zeynep Eleni Despina Emine Maria Sevgi' },
    men: { any: 'Mehmet Mustafa Andreas Kyriacos Hasan Georgios Emre Costas' },
    surnames: 'Yılmaz Demir Georgiou Kaya Constantinou Ioannou Çelik Papadopoulos',
  },
];
