import type { Heritage } from './heritages.js';

/** Names of families from East and South-East Asia and the Middle East. */
export const easternHeritages: readonly Heritage[] = [
  {
    name: 'Chinese and Hong Kong',
    perThousand: 12,
    language: 'zh-Hant',
    prefersLanguage: 0.12,
    women: { any: 'Mei Wai-Yee Li Ka-Man Suk-Yin Xiu Hui-Min Jenny Vivian Yan' },
    men: { any: 'Wei Chi-Wah Ho-Yin Jun Kwok-Keung Jason Ming Tsz-Hin Kevin Yang' },
    surnames: 'Wong Chan Li Zhang Cheung Lam Wang Lau Chen Leung Ng Liu Yip Ho',
  },
  {
    name: 'Vietnamese, Thai and Filipino',
    perThousand: 9,
    women: { any: 'Linh Thanh Maricel Rosalie Supaporn Jocelyn Hoa Analyn' },
    men: { any: 'Minh Tuan Rodel Jun-Jun Anan Ernesto Duc Arnel' },
    surnames: 'Nguyen Tran Santos Reyes Cruz Pham Bautista Srisai Le Villanueva',
  },
  {
    name: 'Arab and Kurdish',
    perThousand: 10,
    language: 'ar',
    prefersLanguage: 0.2,
    women: { any: 'Layla Noor Rania Huda Shirin Samar Dalia Rojin' },
    men: { any: 'Ahmad Khaled Sami Karim Azad Rebwar Mustafa Nabil' },
    surnames: 'Al-Khatib Haddad Saleh Mansour Aziz Karimi Ibrahim Darwish Barzani Nasser',
  },
  {
    name: 'Afghan and Iranian',
    perThousand: 6,
    language: 'fa',
    prefersLanguage: 0.2,
    women: { any: 'Parisa Maryam Shabnam Zahra Nasrin Laleh Freshta Mina' },
    men: { any: 'Reza Farhad Najib Hossein Jawad Kaveh Zalmai Amir' },
    surnames: 'Ahmadi Hosseini Rahimi Karimi Noori Mohammadi Sadeghi Amiri',
  },
];
