/**
 * The passwords that lists of leaked ones are headed by, from 8 characters on, lower-cased. Compared as a whole: a
 * passphrase that has one of them in it is not refused.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  12345678 123456789 1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 987654321 87654321
  123456789123 1234567890123 123456123456 112233445566 111222333444 123412341234 123123123123 147258369 147258369147
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw2 1qazxsw23edc zaq12wsx
  qwertyui qwertyuiop qwertyuiop123 qwertyuiop[] qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyqwerty
  qwertyuiopasdf qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm asdfghjkl asdfghjkl123 asdfghjklqwertyuiop asdfasdfasdf
  zxcvbnm123 zxcvbnmasdfghjkl q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 a1b2c3d4 a1b2c3d4e5 a1b2c3d4e5f6 abcd1234 abcd12345678
  abc123456789 abc123abc123 abcdefgh abcdefghij abcdefghijkl abcdefghijklm abcdefghijklmnop abcdefg123456
  password password1 password12 password123 password1234 password12345 password123456 password1234567 password12345678
  password123456789 passwordpassword password123password passw0rd passw0rd123 passw0rd1234 p@ssw0rd p@ssword p@ssw0rd123
  p@ssw0rd1234 p@ssword1234 password!123 password123! password1234! password@123 password@1234 mypassword123
  mypassword1234 newpassword123 mysecretpassword thisismypassword secretpassword defaultpassword temporarypassword
  changeme changeme123 changeme1234 changemenow changeme123456 pleasechangeme letmein123 letmein1234 letmein123456
  letmeinletmein letmeinplease welcome1 welcome123 welcome1234 welcome12345 welcome123456 welcome123! welcome@1234
  administrator administrator1 administrator123 admin123456 admin12345678 admin123456789 adminadmin adminadmin123
  adminpassword adminpassword123 admin@123456 administrator1234 rootpassword rootroot rootroot1234 test1234 test12345678
  testtest testtest123 testtest1234 testpassword testpassword123 testing123456 guestguest guest123456789 useruser
  userpassword username1234 superman1234 superman123456 batman123456 spiderman1234 iloveyou iloveyou1234 iloveyou12345
  iloveyou123456 iloveyouforever iloveyousomuch iloveyoubaby loveyouforever sunshine sunshine1234 sunshine123456
  princess princess1234 princess123456 football football1234 football123456 baseball baseball1234 baseball123456
  basketball123 basketball1234 liverpool1234 liverpoolfc123 manchester1234 manchesterunited barcelona1234 chelsea123456
  arsenal123456 juventus1234 realmadrid123 michaeljordan monkey123456 dragon123456 master123456 mustang123456
  shadow123456 michael123456 jessica123456 charlie123456 pokemon123456 starwars starwars1234 starwars123456 computer
  computer1234 computer123456 internet internet1234 internet123456 samsung123456 google123456 facebook1234 trustno1
  trustno1trustno1 whatever whatever1234 hellohello123 helloworld123 helloworld1234 hello1234567 hello123456789
  goodmorning123 happybirthday happynewyear christmas2024 christmas2025 christmas2026 summer123456 winter123456
  spring123456 autumn123456 january12345 february1234 november1234 december1234 alexander123 christopher1 elizabeth123
  jesuschrist1 jesuschrist123 jesusislord1 godisgreat12 blessedblessed unbelievable1 motherfucker motherfucker1
  fuckyoufuckyou fuckyou123456 whatthefuck1 nothingnothing correcthorse
  `
    .trim()
    .split(/\s+/),
);
