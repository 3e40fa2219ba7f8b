"""Constructed student answers with identifiers planted in them. Nobody in them is real.

`⟦…⟧` marks what has to be found. `FIRST` was at hand while the rules were written; `SECOND` was written afterwards, and
no rule was changed for what it missed (one false alarm in it was mended, a fraction below the word “Date” taken for a
date): its numbers say more about work that nobody has seen. Both are by one hand, which also wrote the rules, so that
real classes will hold surprises that neither does.
"""

import re
from typing import NamedTuple

ROSTER = [
    ("Emma", "Johnson"),
    ("Liam", "Patel"),
    ("José Luis", "García López"),
    ("María Fernanda", "de la Cruz"),
    ("Mary-Kate", "O’Dell"),
    ("Zoë", "Müller"),
    ("Thị An", "Nguyễn"),
    ("D’Andre", "Washington"),
    ("Elizabeth", "Smith-Jones"),
    ("Robert", "Kowalski"),
    ("Guadalupe", "Ramírez"),
    ("Francisco", "Ortega"),
    ("Aaliyah", "Brooks"),
    ("Michael", "Chen"),
    ("Katherine", "Abernathy"),
    ("Yusuf", "Al-Hassan"),
    ("Oluwaseun", "Adeyemi"),
    ("Jordan", "McAllister"),
    ("Ray", "Park"),
    ("Art", "Vance"),
    ("Will", "Turner"),
    ("Mark", "Stone"),
    ("May", "Li"),
    ("Bill", "Price"),
    ("Sum", "Wong"),
    ("Ten", "Haag"),
    ("Penny", "Lane"),
    ("Dot", "Field"),
    ("J", ""),
    ("Xiulan", "Zhao"),
    ("Ty", "Boone"),
    ("Kai", "Kealoha"),
]
TEACHERS = ["Ngozi Okafor", "Tom Brandt"]
SCHOOLS = ["Lincoln Elementary"]

FIRST: dict[str, list[str]] = {
    "full name": [
        "⟦Emma Johnson⟧ 3/4 is bigger because fourths are bigger than eighths",
        "⟦Patel, Liam⟧ I used a number line",
        "3/5 + 1/2 = 4/7 by ⟦José Luis García López⟧",
        "⟦jose luis garcia lopez⟧ i added the tops",
        "⟦GARCIA LOPEZ, JOSE LUIS⟧ 11/10",
        "my partner was ⟦María de la Cruz⟧ and we cut it in 8",
        "⟦Mary-Kate O'Dell⟧ 24 ÷ 6 = 4",
        "⟦mary kate odell⟧ there are 4 left",
        "⟦ZOE MULLER⟧ 0.5 > 0.45",
        "⟦Nguyen Thi An⟧ I counted on my fingers",
        "⟦D'Andre Washington⟧ x = 7",
        "I am ⟦Elizabeth Jones⟧ and I think 1/3",
        "⟦Will Turner⟧ 3 and 1/2",
        "⟦Mark Stone⟧ 15 x 23 = 345",
        "⟦May Li⟧ I did it in my head",
        "⟦Yusuf Al-Hassan⟧ 7 r 2",
        "We both got 12 ⟦Aaliyah Brooks⟧ checked it with me",
        "⟦Chen Michael⟧ 100 - 36 = 64",
    ],
    "first name": [
        "I agree with ⟦Emma⟧ because she drew it",
        "⟦Liam⟧ said you have to find the same denominator",
        "then ⟦liam⟧ told me it was 12",
        "me and ⟦zoe⟧ did it the same way",
        "⟦AALIYAH⟧ DID THE FIRST PART AND I DID THE REST",
        "I think ⟦Zoë⟧ is wrong since 5 > 4",
        "I asked ⟦Michael⟧, and he said 7",
        "its like what ⟦Mary⟧ did on the board",
        "⟦Mary-Kate⟧ got 3/8 but I got 5/8",
        "⟦Yusuf⟧ and I used cubes",
        "⟦oluwaseun⟧ helped me count by 5s",
        "⟦Xiulan⟧: 6 × 8 = 48",
        "we split it for ⟦Kai⟧, ⟦Jordan⟧ and me",
        "⟦Fernanda⟧ has more because 2/3 is bigger",
        "so ⟦D’Andre⟧ gets 4 and 4 are left over",
        "I did it ⟦Katherine⟧ way",
    ],
    "last name": [
        "⟦Johnson⟧ is at my table and got 15",
        "Table 3: ⟦Patel⟧, ⟦Chen⟧, ⟦Ortega⟧",
        "⟦kowalski⟧ said to regroup",
        "⟦Ramirez⟧ 45 - 18 = 27",
        "team ⟦Adeyemi⟧ wins with 34",
        "⟦MCALLISTER⟧ 4TH GRADE 0.75",
        "the ⟦Smith-Jones⟧ way is to round first",
    ],
    "possessive": [
        "I used ⟦Emma⟧'s way of counting up",
        "⟦Liam⟧’s answer is too big",
        "⟦emmas⟧ way is faster",
        "in ⟦Aaliyah⟧'s picture there are 3 rows of 5",
        "it was ⟦Robert⟧'s idea to halve it",
        "I copied ⟦jordans⟧ drawing",
        "we checked with ⟦Francisco⟧'s cubes",
        "⟦Michael⟧'s line goes to 10",
    ],
    "nickname": [
        "⟦Liz⟧ drew the picture and I wrote",
        "⟦Bob⟧ says 3/4 is the same as 6/8",
        "⟦Bobby⟧ is my partner",
        "⟦Lupe⟧ counted by tens",
        "⟦Lupita⟧ me dijo que son 12",
        "⟦Pepe⟧ got 11/10 too",
        "⟦Paco⟧ y yo contamos de dos en dos",
        "⟦Mike⟧ thinks it is 27",
        "I did what ⟦Katie⟧ did",
        "⟦beth⟧ used the number line",
        "⟦Pancho⟧ hizo la suma",
        "ask ⟦Kate⟧ she knows",
        "⟦JL⟧ is my friend and he got 9",
        "⟦Aali⟧ helped me",
        "⟦Seun⟧ told me to line up the decimals",
        "⟦DeeDee⟧ told us to use tens",
    ],
    "initials": [
        "⟦E.J.⟧ 3/4 + 1/8 = 7/8",
        "the answer is 15. -⟦LP⟧",
        "⟦J.L.G.⟧ 12",
        "I added 4 and 5 ⟦M.C.⟧",
        "Name: ⟦R.K.⟧  9 × 7 = 63",
        "by ⟦AB⟧",
        "⟦E. J.⟧ got it right",
        "work by ⟦Emma J.⟧",
        "⟦Emma J⟧ and me got 18",
        "⟦L. Patel⟧ 7/8",
        "3 groups of 8 is 24 - ⟦KA⟧",
        "⟦ej⟧ 45",
        "⟦YA⟧ 12 - 7 = 5",
    ],
    "misspelled": [
        "⟦Micheal⟧ got 14",
        "⟦Elizebeth⟧ said half",
        "I worked with ⟦Aliyah⟧",
        "⟦Katharine⟧ used a table",
        "⟦Jonson⟧ 5/6",
        "⟦Francsico⟧ did it first",
        "⟦Kowalsky⟧ 33",
        "⟦Guadelupe⟧ y yo sumamos",
        "⟦lima⟧ said to add zeros but I was not sure",
        "⟦emmma⟧ 12",
        "⟦Yousef⟧ counted on",
        "⟦Abernathey⟧ 9",
        "⟦Oluwasuen⟧ did 7 + 8",
        "⟦Joran⟧ took away 6",
        "⟦Robbert⟧ 4 r 1",
        "⟦Emna⟧ has 3 more than me",
        "⟦Zhoa⟧ 3.5",
        "⟦3mma⟧ 1/2",
        "⟦Y u s u f⟧ 18",
        "⟦Eliza beth⟧ 5",
    ],
    "name that is a word": [
        "⟦Ray⟧ and me got 16",
        "I asked ⟦Will⟧ and he said 12",
        "⟦Mark⟧ has 3 and I have 5",
        "⟦may⟧ got 12 too",
        "⟦Penny⟧ drew 4 dots",
        "⟦Art⟧ said to round up",
        "⟦Bill⟧ gets 7 and I get 8",
        "⟦Dot⟧ is my partner",
        "⟦Sum⟧ helped me with the last one",
        "⟦Ten⟧ told me it is 10",
        "⟦An⟧ is right it is 5",
        "so ⟦An⟧ and I drew a line",
        "⟦J⟧ got 4 and I got 5",
        "⟦WILL⟧ SAID 3/4",
    ],
    "signature or name line": [
        "Name: ⟦Emma⟧\n3/4 because it is closer to 1",
        "Name ⟦Liam Patel⟧ \n24",
        "Nombre: ⟦Guadalupe R.⟧\n15 + 15 = 30",
        "I think it is 8.\n- ⟦Zoe⟧",
        "it equals 40\nLove, ⟦Penny⟧",
        "my name is ⟦Tyrell⟧ and I think 6",
        "My name is ⟦will⟧ and i got 4",
        "Me llamo ⟦Ximena⟧ y conté de cinco en cinco",
        "by ⟦Destiny⟧: first I drew a bar",
        "Hi I'm ⟦Marcus⟧. The answer is 7",
        "name: ⟦brayden s⟧\n1/2",
        "The rule is +4.\nSincerely, ⟦Nevaeh Thompson⟧",
        "Student: ⟦Kwame Mensah⟧ Grade 4",
        "answer 12 ~⟦Jaylen⟧",
        "⟦Zariah⟧\nit is 3/8",
        "Por: ⟦Ximena Solís⟧\n20",
    ],
    "somebody not on the roster": [
        "my sister ⟦Ana⟧ showed me how to carry",
        "I learned it from my cousin ⟦DeShawn⟧",
        "my tutor ⟦Priya⟧ says cross multiply",
        "⟦Malik⟧ and I both got 21",
        "I worked with ⟦Camila⟧ on this one",
        "mi hermana ⟦Lucía⟧ me ayudó",
        "mi prima se llama ⟦Renata⟧ y tiene 12 canicas",
        "my dog ⟦Biscuit⟧ has 4 legs so 4 × 3",
        "my brother is named ⟦tyler⟧ and he is in 5th",
        "thanks to ⟦Imani⟧ I know it now",
        "⟦Zuri⟧ said to count the sides",
        "we gave ⟦Nia⟧ and ⟦Omar⟧ the same",
        "⟦josiah⟧ did it with blocks",
        "I did it like ⟦Amara⟧ with a table",
        "my friends ⟦Keisha⟧ and ⟦Tre⟧ got 9",
        "my mom ⟦sofia⟧ checked it",
        "the boy next to me ⟦brandon⟧ got 8",
    ],
    "teacher": [
        "⟦Ms. Okafor⟧ taught us to draw a bar",
        "⟦Mr B.⟧ said to show our work",
        "⟦mrs okafor⟧ told us about halves",
        "⟦Mr. Brandt⟧'s class did it with tiles",
        "⟦Miss Rivera⟧ lets us use cubes",
        "⟦Okafor⟧ said no calculators",
        "I go to ⟦Dr. Haddad⟧ for math help",
        "⟦Coach Dan⟧ says 10 laps is 2 miles",
        "la ⟦maestra Rosa⟧ dijo que sí",
        "⟦Sra. Domínguez⟧ nos enseñó",
        "⟦mr. t⟧ said its 8",
        "our sub ⟦Ms Lee⟧ gave us this",
        "⟦señora flores⟧ me dio 10",
        "⟦ms b⟧ says show it 2 ways",
    ],
    "school": [
        "I go to ⟦Lincoln Elementary⟧ and we have 24 kids",
        "at ⟦lincoln elementary⟧ we use blocks",
        "⟦Martin Luther King Middle School⟧ 6th grade",
        "⟦P.S. 118⟧ 3/4",
        "⟦PS 9⟧ is my school",
        "my old school was ⟦Harriet Tubman Academy⟧",
        "estudio en la ⟦Escuela Benito Juárez⟧",
        "⟦Oak Grove School⟧ bake sale sold 48",
        "⟦Jefferson High School⟧ algebra",
        "⟦washington middle school⟧ has 300 kids",
        "go ⟦Lincoln Lions⟧ 12 to 7",
        "⟦LES⟧ has 20 classes",
    ],
    "room or class": [
        "⟦Room 12⟧ has 5 tables",
        "im in ⟦room 7⟧ and got 9",
        "⟦Rm. 104⟧ 3/8",
        "⟦Class 4B⟧ ate 3/4 of the pizza",
        "⟦Period 3⟧ x = 9",
        "I have math ⟦4th period⟧",
        "⟦salón 8⟧ 15 + 6",
        "⟦3rd hour⟧ 16",
        "⟦4-203⟧ 24 kids",
    ],
    "town or place": [
        "I live in ⟦Fresno⟧ and it is 10 miles",
        "my grandma lives in ⟦Guadalajara⟧ it takes 3 hours",
        "we moved here from ⟦El Paso⟧",
        "yo vivo en ⟦Pilsen⟧ y camino 2 millas",
        "we drove to ⟦Bakersfield⟧ in 2 hours",
        "I am from ⟦Honduras⟧",
        "from ⟦Dayton, OH⟧ to my house is 40 miles",
        "zip ⟦60608⟧",
        "i live by ⟦humboldt park⟧",
    ],
    "address": [
        "I live at ⟦412 Maple Street⟧ so 412 is even",
        "my house is ⟦27 W. Oak Ave⟧",
        "⟦1600 Pine St, Apt 4B⟧",
        "⟦55 north elm street⟧ is odd",
        "vivo en ⟦Calle Hidalgo 45⟧",
        "⟦apartment 12⟧ is where I live",
        "the store on ⟦5th Avenue⟧ sells 3 for $2",
        "my number is ⟦8 cherry⟧ and my friends is 10 cherry",
    ],
    "e-mail": [
        "⟦emma.johnson@students.example.org⟧",
        "write me at ⟦liamp09@example.com⟧ if its wrong",
        "⟦zoe_m@example.net⟧ 14",
        "email is ⟦yusuf at example dot com⟧",
        "⟦mkodell@k12.example.us⟧ 3/4",
    ],
    "phone": [
        "call my mom ⟦(555) 010-4477⟧",
        "⟦555-010-2233⟧ is my number but the answer is 6",
        "⟦555.010.9911⟧",
        "my phone is ⟦5550101234⟧",
        "my number is ⟦555-0142⟧",
        "llama al ⟦55 1234 5678⟧",
        "⟦+1 555 010 8899⟧",
    ],
    "web address": [
        "I watched ⟦https://videos.example.com/emma-fractions⟧",
        "its on ⟦www.example.org/room12⟧",
        "see my slides ⟦docs.example.com/d/1a2b3c⟧",
        "⟦HTTP://EXAMPLE.ORG/JP⟧",
    ],
    "user name": [
        "my roblox is ⟦xXliamXx⟧",
        "⟦@zoemuller12⟧ follow me",
        "username: ⟦mathking07⟧",
        "⟦EmmaJ22⟧ 15",
        "⟦emma_johnson⟧ 3/4",
        "⟦liampatel⟧ 12",
        "⟦ejohnson⟧ 7",
        "add me ⟦turtlegirl2015⟧ on scratch",
        "insta is ⟦kai.kealoha⟧",
        "my login is ⟦blue tiger⟧",
    ],
    "number of a student": [
        "ID ⟦482913⟧ 3/4",
        "student # ⟦00451⟧",
        "my lunch number is ⟦7731⟧ and its odd",
        "⟦#1048823⟧ 12",
        "Student ID: ⟦S0048213⟧",
        "matrícula ⟦20231187⟧",
        "⟦123-45-6789⟧",
        "number ⟦17⟧ on the list, answer 4",
        "my locker is ⟦218⟧",
    ],
    "date": [
        "Date: ⟦3/4/2025⟧ 7/8",
        "⟦March 4, 2025⟧ exit ticket",
        "⟦2025-03-04⟧",
        "⟦10-12-2024⟧ 45",
        "today is ⟦Oct. 3rd⟧",
        "⟦4 de marzo de 2025⟧",
        "⟦3/4/25⟧ warm up",
        "Date ⟦9/14⟧ 5/6",
        "⟦12 Nov⟧ 56",
    ],
    "birthday or age": [
        "my birthday is ⟦10/12⟧ so I like 10/12",
        "I was born on ⟦5/6/2015⟧",
        "my birthday is in ⟦July⟧",
        "I'm ⟦9⟧ years old so 9 × 2",
        "i turned ⟦8⟧ yesterday",
        "tengo ⟦10⟧ años",
        "born in ⟦2014⟧ so 2024 - 2014",
        "my birthday is ⟦Halloween⟧",
        "i am ⟦nine⟧ and my brother is six",
        "cumplo años el ⟦3 de mayo⟧",
    ],
}

SECOND: dict[str, list[str]] = {
    "full name": [
        "6/8 ÷ 2 = 3/8   ⟦Jordan McAllister⟧",
        "I used tape diagram. ⟦Adeyemi Oluwaseun⟧",
        "⟦guadalupe ramirez⟧: 12 y sobran 3",
        "Answer key by ⟦XIULAN ZHAO⟧ 0.25",
        "⟦Kai Kealoha⟧ ate 2/6 and I ate 3/6",
        "⟦Abernathy, Katherine⟧  ___ 15 is 30% of 50",
        "⟦francisco ortega⟧ le sumé 8 a los dos lados",
        "⟦Ty Boone⟧ 5 + 8 = 6 + 7",
    ],
    "first name": [
        "First I did 30 - 10 like ⟦Robert⟧ but then I took 7 more",
        "It can't be ⟦Jordan⟧ because he only has 3 left",
        "my group is ⟦Yusuf⟧, ⟦Xiulan⟧, ⟦Emma⟧",
        "thx ⟦emma⟧!!! i get it now its 5/6",
        "idk ask ⟦KAI⟧",
        "⟦José⟧ dice que 1/3 es más que 1/2 pero no",
        "we traded a ten and ⟦aaliyah⟧ wrote it",
        "⟦Ty⟧ did 6 and 6 and 1 more",
    ],
    "last name": [
        "⟦Kealoha⟧ 18 → 81",
        "the answer ⟦Washington⟧ gave was 5 but its 6",
        "⟦zhao⟧ 4 tens 13 ones",
        "⟦O'Dell⟧ 7 × 8",
    ],
    "possessive": [
        "it looks like ⟦Kai⟧'s but flipped",
        "⟦Yusufs⟧ number line starts at 1 so its wrong",
        "la respuesta de ⟦Guadalupe⟧ es 14",
        "I erased it because ⟦Xiulan⟧´s was right",
        "⟦KATHERINE⟧'S TOWER IS 2 CUBES TALLER",
    ],
    "nickname": [
        "⟦Rob⟧ halved it and doubled the other",
        "⟦Lizzy⟧ thinks equal means the answer",
        "me n ⟦mikey⟧ counted 34 buttons",
        "⟦Kathy⟧ got a remainder",
        "⟦Mari⟧ y yo usamos la recta",
        "⟦Jordy⟧ has 1 more",
        "Big ⟦Mike⟧ got 100%",
        "⟦Betsy⟧ did 5 jumps of 4",
        "⟦Chuy⟧ got 30",
    ],
    "initials": [
        "x = 4 ⟦J.M.⟧",
        "⟦MFC⟧ 3/10",
        "it's 9 because 3 threes (⟦Y.A.⟧)",
        "checked by ⟦KK⟧",
        "⟦A.B.⟧ says no",
        "initials: ⟦XZ⟧ 45 cents",
        "⟦f.o.⟧ 12",
        "⟦Kai K.⟧ is right",
    ],
    "misspelled": [
        "⟦Jorden⟧ took 4 away",
        "⟦Fransisco⟧ hizo 5 grupos",
        "⟦Katherin⟧ and me got 3/4",
        "⟦Aaliya⟧ said line up the dots",
        "⟦Michale⟧ 17",
        "⟦Emmma⟧ drew ten sticks",
        "⟦Gaudalupe⟧ sumó",
        "⟦Abernaty⟧ 8 r 3",
        "⟦Shulan⟧ got 7",
        "⟦Ema⟧ has more",
        "⟦Washingtn⟧ 2 fives",
        "⟦Alieyah⟧ counted by 2s",
        "⟦Usef⟧ said its 40",
    ],
    "name that is a word": [
        "me and ⟦May⟧ split the brownie in 6",
        "it was ⟦Bill⟧ who said 12",
        "⟦mark⟧ and ⟦will⟧ had the same answer",
        "I gave ⟦Penny⟧ 3 of them",
        "⟦ART⟧ GOT 5",
        "⟦ray⟧ is wrong because the line keeps going",
        "⟦Will⟧'s way is to make ten",
    ],
    "signature or name line": [
        "NAME: ⟦TYRONE W⟧\n56 - 19 = 37",
        "Name ⟦Sienna Castellanos⟧ Date\n4/6",
        "so that is why it is 12. Your friend, ⟦Ayden⟧",
        "3 + 3 + 3 = 9 by ⟦leila⟧",
        "⟦Kaylee R⟧\n\n1. 25\n2. 40",
        "this is ⟦Mateo⟧ and i think you add",
        "Hecho por ⟦Valentina⟧",
        "Me: ⟦Anaya⟧. My answer: 14",
        "⟦marisol⟧\n12 es la mitad de 24",
    ],
    "somebody not on the roster": [
        "My dad ⟦Hector⟧ builds houses so I know 16 inches",
        "⟦Rosalind⟧ from table 2 got it different",
        "my big brother ⟦Elijah⟧ taught me long division",
        "I sat with ⟦Noor⟧ and ⟦Bexley⟧",
        "mi tía ⟦Chabela⟧ vende tamales a 2 por $3",
        "⟦amir⟧ said its not fair to cut it like that",
        "our baby ⟦Juniper⟧ is 18 inches",
        "⟦Ezra⟧ had 7 cars and I had 9",
        "tell ⟦Paloma⟧ I won",
        "⟦bella⟧ and i did number 4",
    ],
    "teacher": [
        "⟦Mr. Okonkwo⟧ would make us prove it",
        "⟦Mrs. B⟧ gave me 5 more minutes",
        "⟦Ngozi Okafor⟧ ⟦period 2⟧",
        "the way ⟦Ms.Okafor⟧ does it",
        "⟦Mister Dave⟧ says 0 is even",
        "la miss ⟦Carmen⟧ dijo 20",
        "⟦ms okafor⟧ can i use a calculator",
        "⟦Brandt⟧ lets us do mental math",
        "⟦Profe Salinas⟧ explicó el MCM",
    ],
    "school": [
        "⟦Cesar Chavez Elementary⟧ has 18 rooms × 25",
        "our team from ⟦M.S. 51⟧ scored 30",
        "⟦Lincoln⟧ has 400 students",
        "⟦St. Brigid Catholic School⟧ 7 × 9",
        "⟦roosevelt elementary⟧ 3/4 of 40",
        "voy a la ⟦Primaria Emiliano Zapata⟧",
        "I transferred from ⟦KIPP Horizon⟧",
    ],
    "room or class": [
        "⟦rm 3B⟧ 12 girls 10 boys",
        "⟦Room 204⟧\n5 + 5",
        "⟦Homeroom 6⟧: 1/2",
        "⟦period 5⟧ y = 2x",
        "⟦grupo 3B⟧ 14",
        "we are the ⟦Blue Dolphins⟧ class and have 22 kids",
    ],
    "town or place": [
        "it is 12 miles from my house in ⟦Tulsa⟧ to the zoo",
        "I was born in ⟦Manila⟧ and there 1 dollar is 56",
        "we live in ⟦Santa Rosa, CA⟧",
        "mi familia es de ⟦Oaxaca⟧",
        "the ⟦Millbrook⟧ pool is 25 yards",
        "⟦cedar rapids⟧ is where i live so 6 blocks",
    ],
    "address": [
        "⟦2209 Kingfisher Ln⟧ is my address and it has 2 twos",
        "I walk 3 blocks on ⟦Delaney Road⟧",
        "⟦14 rosewood drive⟧ 14 is even",
        "Avenida ⟦Juárez 120⟧",
        "⟦742 Evergreen⟧ is my house",
    ],
    "e-mail": [
        "⟦kai.kealoha@example.org⟧ 5",
        "send to ⟦LPATEL@EXAMPLE.COM⟧",
        "⟦aaliyahbrooks22 @ example.com⟧",
    ],
    "phone": [
        "⟦(555)010-7788⟧",
        "text me ⟦5550107788⟧ 4 × 4",
        "moms cell ⟦555 010 6677⟧",
        "⟦555-0199⟧ thats my number lol",
    ],
    "web address": ["⟦https://padlet.example.com/okafor4b⟧", "mrs has it on ⟦example.org/math⟧"],
    "user name": [
        "gamertag: ⟦NinjaYusuf99⟧",
        "⟦@kaik_808⟧ 6",
        "⟦jmcallister⟧ 3.2",
        "my scratch name is ⟦pixelfox⟧",
        "snap ⟦liam.p.10⟧",
    ],
    "number of a student": [
        "ID# ⟦559201⟧ 8",
        "lunch pin ⟦4410⟧",
        "⟦S1029384⟧ 9/12",
        "I am number ⟦23⟧ in line",
        "student no. ⟦77120⟧",
    ],
    "date": [
        "⟦9/23/2026⟧ bell work",
        "Fecha: ⟦12/10/26⟧ 5",
        "Wed ⟦Oct 7⟧ 3/8",
        "⟦september 9⟧ exit ticket",
        "⟦2026.11.02⟧ 14",
        "el ⟦15 de octubre⟧",
    ],
    "birthday or age": [
        "I turn ⟦10⟧ in 6 days so 6/365",
        "my bday ⟦4/17⟧",
        "im ⟦eight⟧ years old",
        "nací el ⟦7 de junio⟧",
        "I was born ⟦August 2017⟧",
        "⟦9 yrs old⟧ and 4 ft 2",
    ],
}

ORDINARY = """
I added the numerators and kept the denominator so 3/8 + 2/8 = 5/8.
Draw ray AB, then mark the point where it meets line CD.
You will get a bigger number if you multiply by something more than one.
Art supplies cost $12 so the total bill is $36.
Put a dot on 3/4 and a dot on 5/4.
ten plus ten is twenty
The sum of 12 and 15 is 27.
A penny is one cent and a dime is 10 cents.
It may be 4 or it may be 5.
Mark the line at 0, 1/4, 1/2 and 3/4.
x + y = 10, so if x = 3 then y = 7
J + M = 12 and J = M + 2, so M = 5
The points are A(5, 3), B(2, 7) and C(0, 4).
12/13 + 7/8 is about 2 because both are close to 1
10/12 = 5/6 because you divide both by 2
3/4/5 is not how you write it
In 2024 there were 366 days so 2024 is a leap year and 2024 / 4 = 506.
2,345,678 is bigger than 2,345,687 is false
1234567 has 7 digits
9876543 - 1234567 = 8641976
555 - 123 = 432
123-45 = 78
100-1000 is negative
5 ms is shorter than 5 s
The ratio of red to blue is 3:4
Mr : Mrs is 2 : 5 in the audience
If you buy 3 for $4 then 12 cost $16
6 x 8 = 48 so 60 x 8 = 480
First I split it into 4 parts. Then I shaded 3 of them.
Because fourths are bigger than eighths, 3/4 > 3/8.
Is 7 prime? Yes because only 1 and 7 go into it.
I know that 1/2 = 4/8 and 4/8 < 5/8.
The pattern is times 2 plus 1.
Row 3 has 12 counters and row 4 has 16.
a room 12 feet by 10 feet has an area of 120 square feet
There are 24 students and 4 tables so 6 at each table.
I counted on from 8: 9, 10, 11, 12, 13.
You borrow from the 4 and make it 3, then 15 - 7 is 8.
LCM of 4 and 6 is 12 and the GCF is 2
AB = 5 and BC = 12, so AC = 13 by the Pythagorean theorem
Angle ABC is 90 degrees
SSS shows the triangles are the same
Step 1: line up the decimals. Step 2: add.
0.5 is the same as 0.50 because the zero does not change it
Not sure, I guessed
idk
I DID IT IN MY HEAD AND GOT 45
IT IS 3/4 BECAUSE 3 OF 4 ARE SHADED
i think its 7 becuase i counted 7 dots
Frist I add 30 and 40 then I add 5 and 8
We can't take 7 from 3 so we regroup a ten
Sumé 15 más 6 y me dio 21.
Primero conté los grupos y luego sumé.
La mitad de 24 es 12 porque 12 + 12 = 24.
No sé cómo dividir 3 entre 4.
Son 3/8 porque hay 8 partes iguales y 3 sombreadas.
El número más grande es 0.7 y no 0.65.
May I use a calculator? The answer is 1,024.
On Monday they sold 12 and on Tuesday 15 so 27.
June has 30 days and July has 31, so 61 days
March 14 is 3/14 like pi
From 8:15 to 9:00 is 45 minutes
The bus leaves at 7:45 a.m. and gets there at 1:10 p.m.
Water freezes at 0 Celsius or 32 Fahrenheit
Miles per hour is 60 / 2 = 30
y = 2x + 3 has slope 2
f(3) = 2(3) + 1 = 7
(x + 2)(x + 3) = x^2 + 5x + 6
-3 is less than -2 on the number line
Jump 10 to 47, then 3 to 50, so 13.
Each bag has 6 marbles. 4 bags. 24 marbles.
The scale tips left because 4 × 3 > 5 × 2.
Square numbers are 1, 4, 9, 16, 25
The chance is 1 out of 6 or about 17%
It takes 3 cups of flour and 2 cups of sugar, 3 to 2.
Skip count by 5s: 5 10 15 20 25
The digit 4 is in the hundreds place so it is worth 400.
Half of a half is a quarter.
I drew 5 rows of 7 dots in each row
Look at the picture, there are 3 left over.
""".strip().splitlines()
"""Answers without anybody in them, with many words that are names on the roster above: every hit here is false."""


class Planted(NamedTuple):
    """An answer as a student would hand it in, and where its identifiers stand."""

    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


def planted(groups: dict[str, list[str]]) -> list[Planted]:
    """The answers without their marks."""
    return [_unmarked(kind, marked) for kind, answers in groups.items() for marked in answers]


def _unmarked(kind: str, marked: str) -> Planted:
    spans, plain = [], ""
    for piece in re.split(r"(⟦[^⟧]*⟧)", marked):
        if piece.startswith("⟦"):
            spans.append((len(plain), len(plain) + len(piece) - 2))
            piece = piece[1:-1]
        plain += piece
    return Planted(kind, plain, tuple(spans))
