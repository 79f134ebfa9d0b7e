import type { Heritage } from './heritages.js';

/** Names of families from Africa and the Caribbean. */
export const africanHeritages: readonly Heritage[] = [
  {
    name: 'Nigerian',
    perThousand: 11,
    women: { any: 'Ngozi Folake Chidinma Blessing Funmilayo Adaeze Temitope Yetunde Ifeoma Amarachi' },
    men: { any: 'Emeka Oluwaseun Chukwudi Babatunde Tunde Ikechukwu Adewale Obinna Femi Kelechi' },
    surnames: 'Okafor Adeyemi Okonkwo Balogun Eze Ogunleye Nwosu Adebayo Obi Olawale Chukwu Bello',
  },
  {
    name: 'Ghanaian',
    perThousand: 6,
    women: { any: 'Akosua Abena Ama Efua Adwoa Comfort Gifty Esi' },
    men: { any: 'Kwame Kofi Kwabena Yaw Kojo Ebenezer Nana Emmanuel' },
    surnames: 'Mensah Owusu Boateng Asante Osei Appiah Agyeman Addo',
  },
  {
    name: 'Caribbean',
    perThousand: 13,
    women: {
      elder: 'Gloria Hyacinth Merlene Icilda Pearline Norma Cynthia Verona',
      middle: 'Marcia Yvonne Sonia Jennifer Beverley Paulette Marva Claudette',
      younger: 'Aaliyah Kezia Shanice Tiana Renée Jada Chantelle Imani',
    },
    men: {
      elder: 'Winston Clifton Neville Leroy Carlton Vernal Desmond Egbert',
      middle: 'Delroy Errol Trevor Courtney Lloyd Patrick Everton Michael',
      younger: 'Jermaine Tyrone Marlon Kemar Dwayne Malachi Isaiah Tre',
    },
    surnames:
      'Campbell Williams Brown Francis Clarke Gordon Grant Bailey Lawrence Samuels Joseph Baptiste Gayle Pinnock',
  },
  {
    name: 'Somali and Ethiopian',
    perThousand: 9,
    language: 'so',
    prefersLanguage: 0.18,
    women: { any: 'Hodan Amina Ifrah Khadra Sahra Hibaq Selam Tigist' },
    men: { any: 'Abdi Mohamed Yusuf Ismail Mahad Guled Dawit Yonas' },
    surnames: 'Abdi Warsame Hassan Jama Farah Nur Tesfaye Bekele Osman Duale',
  },
  {
    name: 'Zimbabwean and Kenyan',
    perThousand: 7,
    women: { any: 'Tendai Rudo Chipo Wanjiru Nyasha Achieng Rutendo Grace' },
    men: { any: 'Tafadzwa Farai Kamau Tinashe Otieno Simba Mwangi Takudzwa' },
    surnames: 'Moyo Ncube Mwangi Sibanda Dube Odhiambo Chikwanha Kariuki',
  },
];
