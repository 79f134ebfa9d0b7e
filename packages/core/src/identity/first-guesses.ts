/**
 * Passwords of 12 characters and more that guessing starts with: keyboard runs, doubled words, a word and a number,
 * lines that everybody knows, and what a council would think of. Compared in lower case without spaces and signs.
 */
export const firstGuesses: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 1234567890qwerty 123456789abc 123123123123 112233445566 121212121212 098765432109
  0987654321qwerty 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6 qazwsxedcrfv qwertyuiop12 qwertyuiop123
  qwertyuiopasdf qwertyuiop1234 qwerty123456 qwerty1234567 qwertyqwerty asdfghjkl123 asdfghjklqwe zxcvbnm12345
  zxcvbnmasdfg abcdefghijkl abcdefghijklm abcdef123456 abcd1234abcd abc123abc123 a1b2c3d4e5f6 aabbccddeeff
  password1234 password12345 password123456 password2024 password2025 password2026 password2027 passwordpassword
  mypassword123 mypassword1234 newpassword1 newpassword123 thepassword123 passw0rd1234 passw0rd12345 p4ssw0rd1234
  pa55word1234 pa55w0rd1234 changeme1234 changeme12345 changemenow1 changethis12 temporary123 temporary1234
  letmein12345 letmein123456 letmeinletmein letmeinplease welcome12345 welcome123456 welcome1welcome welcomeback1
  administrator administrator1 administrator123 admin1234567 adminadmin12 adminadminadmin superuser123 rootrootroot
  iloveyou1234 iloveyou12345 iloveyouiloveyou iloveyousomuch ihateyou1234 trustno1trustno1 sunshine1234
  sunshine12345 princess1234 princess12345 football1234 football12345 liverpool123 liverpool1234 manchester12
  manchester123 manchester1234 manchesterunited arsenalarsenal chelseachelsea rangersrangers everton12345
  dragondragon monkeymonkey mastermaster shadowshadow superman1234 superman12345 batmanbatman starwars1234
  spongebob1234 pokemonpokemon chocolate123 chocolate1234 computer1234 computer12345 internet1234 internet12345
  whatever1234 whatever12345 somepassword1 correcthorsebatterystaple tobeornottobe maytheforcebewithyou
  thequickbrownfox opensesame12 opensesame123 christmas123 christmas1234 christmas2025 christmas2026 springtime12
  spring2026spring summer2025summer summer2026summer autumn2026autumn winter2026winter january12345 february1234
  september123 october12345 november1234 december1234 mondaymonday fridayfriday january2026 birmingham12
  birmingham123 nottingham12 nottingham123 southampton1 southampton123 london123456 england12345 scotland1234
  scotland12345 walescymru12 council12345 council123456 councilcouncil countycouncil districtcouncil citycouncil1
  citycouncil123 townhall1234 townhalltownhall boroughcouncil localauthority customerservice customerservices
  contactcentre contactcentre1 contactcentre123 moothall1234 moothallmoothall counciltax123 counciltax1234`
    .split(/\s+/)
    .filter(Boolean),
);
