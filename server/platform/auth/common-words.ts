/** What people most often make passwords of: words, names, teams and numbers, in lower case and without decoration. */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwort passwd passw0rd pass pwd secret login admin administrator root user guest test tester testing demo default changeme change
  welcome hello hi helloworld letmein open opensesame access master boss king queen prince princess angel devil god jesus christ heaven hell
  iloveyou ilove loveyou loveme lovely love lover sweetheart darling honey baby babygirl babyboy cutie sweet sexy beautiful pretty
  monkey dragon tiger lion eagle falcon panther cobra snake wolf bear shark dolphin horse pony dog doggy puppy cat kitty kitten chicken rabbit
  turtle frog spider butterfly phoenix unicorn penguin elephant
  qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc asdasd qweqwe zxczxc qwer asdfasdf
  abc abcd abcde abcdef abcdefg abcabc aaa xxx zzz
  football soccer baseball basketball hockey tennis golf golfer cricket rugby swimming boxing fishing racing runner
  arsenal chelsea liverpool manchester united everton celtic barcelona madrid juventus milan ronaldo messi beckham
  yankees cowboys steelers lakers eagles packers redsox rangers raiders broncos dolphins patriots
  superman batman spiderman ironman wonderwoman starwars startrek matrix pokemon pikachu naruto mario zelda minecraft fortnite warcraft
  counterstrike halo gandalf hobbit harrypotter potter hermione skywalker vader yoda
  michael jennifer jessica ashley amanda daniel joshua matthew andrew robert william thomas charles charlie richard joseph anthony david james john
  george edward brian kevin jason justin brandon tyler austin jordan jackson harley samuel samantha nicole michelle melissa stephanie elizabeth victoria
  maria sarah laura emily emma hannah sophie sophia olivia isabella alexander alexandra alex max oliver oscar lucas martin peter patrick steven
  maggie buddy bailey ginger pepper shadow rocky lucky smokey molly bella daisy lucy sam bob tom jack joe ben nick
  summer winter spring autumn sunshine sunflower flower rose lily daisy rainbow star stars moon sun sky ocean river mountain forest island
  january february march april may june july august september october november december monday friday sunday
  freedom forever whatever nothing something anything everything always never trustno trustme believe hope faith peace happy happiness smile friend friends family
  mother father mom dad sister brother grandma grandpa husband wife
  computer internet windows google facebook youtube twitter instagram linkedin microsoft apple samsung android iphone macbook system server network
  database oracle mysql linux ubuntu cisco hacker ninja pirate samurai warrior soldier killer hunter sniper shooter trooper ranger knight wizard
  cheese chocolate cookie banana orange strawberry peach cherry pumpkin coffee pizza pasta hamburger butter candy sugar
  mustang corvette porsche ferrari mercedes bmw audi toyota honda yamaha kawasaki suzuki ducati harleydavidson camaro
  london paris newyork america england scotland ireland canada australia germany france italy spain russia china beijing shanghai hongkong taiwan tokyo japan
  diamond silver gold golden platinum money dollar million winner champion number one first
  metallica nirvana slipknot eminem beatles elvis madonna rockstar rocknroll guitar music metal punk
  purple yellow orange green blue black white brown pink silver red
  fuckyou fuckoff fuck shit bitch asshole pussy
  trustno1 ncc1701 thx1138 nopassword mypassword newpassword yourpassword thepassword password1 pass1234 adminadmin rootroot testtest
  woaini woaiwo woaijia wodemima mima nihao nihaoma zhongguo beijing shanghai woshishui wohenhao aini laopo laogong baobao baobei
  taobao alipay weixin wechat tencent qq alibaba huawei xiaomi baidu a123456 a12345678 aa123456 qq123456 abc123456 woaini1314 wang zhang
  li chen liu yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo
  member membership loyalty merchant shop store market company business office manager owner operator customer vip points
  correcthorsebatterystaple computer1 blink182 shadow1 master1 michael1 letmein1 welcome1 charlie1 jordan23 1234qwer qwer1234 q1w2e3r4 1q2w3e4r
  `
    .trim()
    .split(/\s+/),
)
