import type { Heritage } from './heritages.js';

/** Names of families from Punjab, Gujarat, Kerala, Pakistan, Bangladesh and Sri Lanka. */
export const southAsianHeritages: readonly Heritage[] = [
  {
    name: 'Punjabi',
    perThousand: 24,
    language: 'pa',
    prefersLanguage: 0.06,
    women: { any: 'Harpreet Manjit Jaspreet Simran Kulwinder Amrit Navdeep Gurpreet Baljit Rupinder Kiran Jasleen' },
    men: { any: 'Gurpreet Harjit Jaswinder Sukhdev Amandeep Balwinder Ranjit Manvir Hardeep Paramjit Arjan Tejinder' },
    surnames: 'Singh Kaur Gill Dhillon Sandhu Sidhu Bains Grewal Johal Atwal Dhaliwal Sahota Uppal Virk',
  },
  {
    name: 'Gujarati and Hindi',
    perThousand: 22,
    language: 'gu',
    prefersLanguage: 0.04,
    women: { any: 'Priya Anita Sunita Nisha Meera Rekha Hema Jyoti Pooja Kavita Divya Anjali Bhavna Diya' },
    men: { any: 'Rajesh Sanjay Amit Vijay Nikhil Dinesh Kishan Mahesh Rohan Anil Hitesh Jayesh Arjun Deepak' },
    surnames: 'Patel Shah Mistry Desai Sharma Kumar Joshi Mehta Parmar Solanki Chauhan Gupta Lad Vyas',
  },
  {
    name: 'Malayali and Tamil',
    perThousand: 11,
    women: { any: 'Lakshmi Anju Deepa Bindu Sowmya Asha Reena Sheeba Thushara Nila' },
    men: { any: 'Biju Suresh Anoop Jomon Krishnan Vimal Senthil Rajan Pradeep Shibu' },
    surnames: 'Nair Menon Pillai Kurian Varghese Thomas Selvarajah Sivakumar Raman Iyer',
  },
  {
    name: 'Pakistani',
    perThousand: 30,
    language: 'ur',
    prefersLanguage: 0.07,
    women: { any: 'Fatima Ayesha Zainab Saima Shazia Nadia Rukhsana Sana Maryam Hina Nasreen Amina Farzana Iqra' },
    men: { any: 'Mohammed Muhammad Ali Imran Tariq Usman Bilal Hamza Asif Faisal Nadeem Zahid Omar Shahid Yusuf' },
    surnames: 'Khan Hussain Ahmed Iqbal Malik Akhtar Mahmood Mirza Butt Qureshi Rashid Chaudhry Sheikh Aslam Bibi Raja',
  },
  {
    name: 'Bangladeshi',
    perThousand: 12,
    language: 'bn',
    prefersLanguage: 0.08,
    women: { any: 'Nazma Sultana Rahima Jannat Shirin Tahmina Rabeya Sumaiya Farhana Nusrat' },
    men: { any: 'Abdul Rahim Shafiq Kamal Jamal Rezaul Anwar Habib Mizan Tanvir' },
    surnames: 'Begum Miah Uddin Islam Rahman Chowdhury Khatun Haque Choudhury Alam',
  },
];
