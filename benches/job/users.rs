//! Invented users as a directory exports them, one JSON object per line, about a kilobyte each. The same count always
//! produces the same bytes.

use std::fmt::Write;

const GIVEN: [&str; 16] = [
    "James", "Mary", "Robert", "Linda", "Susan", "Karen", "Daniel", "Helen", "Peter", "Ruth", "Paul", "Emily", "Carol",
    "José", "Zoë", "Søren",
];
const SURNAMES: [&str; 16] = [
    "Smith", "Jones", "Brown", "Wilson", "Taylor", "Moore", "Clark", "Walker", "Young", "King", "Wright", "O'Brien",
    "Baker", "Müller", "Dvořák", "Núñez",
];
const DEPARTMENTS: [&str; 9] =
    ["Engineering", "Sales", "Marketing", "Finance", "Human Resources", "Legal", "IT", "Operations", "Facilities"];
const TITLES: [&str; 4] = ["Software Engineer", "Director, Operations", "VP \\\"Growth\\\"", "Support Specialist"];
const PLACES: [(&str, &str, &str, &str, &str, &str); 5] = [
    ("Seattle", "WA", "US", "98101", "en-US", "+1 (206) 555-"),
    ("Sydney", "New South Wales", "AU", "2000", "en-AU", "+61 2 5550 "),
    ("München", "Bayern", "DE", "80331", "de-DE", "+49 89 555-"),
    ("São Paulo", "São Paulo", "BR", "01310-000", "pt-BR", "+55 (11) 5555-"),
    ("Tokyo", "Tokyo", "JP", "100-0001", "ja-JP", "+81 3 5555-"),
];

/// A reproducible random number generator: SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A string, or null with a probability of `nulls` percent.
    fn maybe(&mut self, nulls: usize, text: &str) -> String {
        if self.below(100) < nulls { "null".to_owned() } else { format!("\"{text}\"") }
    }

    fn id(&mut self) -> String {
        let part = self.below(1 << 32);
        let rest = self.below(1 << 48);
        format!("{part:08x}-5d1c-4a6e-9b2f-{rest:012x}")
    }
}

/// An endless sequence of users.
pub struct Users {
    dice: Dice,
    number: usize,
}

impl Default for Users {
    fn default() -> Self {
        Self { dice: Dice(7), number: 0 }
    }
}

impl Users {
    /// Appends the next user as one line.
    pub fn next_into(&mut self, out: &mut String) {
        user(self.number, &mut self.dice, out);
        self.number += 1;
    }
}

/// `count` users, one per line.
pub fn users(count: usize) -> String {
    let mut users = Users::default();
    let mut out = String::with_capacity(count * 1100);
    (0..count).for_each(|_| users.next_into(&mut out));
    out
}

fn user(number: usize, dice: &mut Dice, out: &mut String) {
    let (given, surname) = (dice.of(&GIVEN), dice.of(&SURNAMES));
    let (city, state, country, postal, language, phone) = dice.of(&PLACES);
    let alias = format!("user.{}{number}", dice.of(&["north", "south", "east", "west"]));
    let (mail, title) = (dice.maybe(15, &format!("{alias}@Contoso.com")), dice.of(&TITLES));
    let mut line = format!(
        r#"{{"id":"{}","userPrincipalName":"{alias}@contoso.onmicrosoft.com","mail":{mail},"givenName":"{given}","#,
        dice.id()
    );
    let _ = write!(
        line,
        r#""surname":"{surname}","displayName":"{given} {surname}","mailNickname":"{alias}","jobTitle":{},"#,
        dice.maybe(5, title)
    );
    let department = dice.of(&DEPARTMENTS);
    let _ = write!(
        line,
        r#""department":{},"companyName":"Contoso","employeeId":{},"employeeHireDate":{},"accountEnabled":true,"#,
        dice.maybe(3, department),
        dice.maybe(5, &format!("{:06}", number % 1_000_000)),
        dice.maybe(10, &format!("20{:02}-{:02}-{:02}T00:00:00Z", number % 25, number % 12 + 1, number % 28 + 1)),
    );
    let _ = write!(
        line,
        r#""streetAddress":{},"city":{},"state":{},"country":{},"postalCode":{},"usageLocation":"{country}","#,
        dice.maybe(8, &format!("{} Oak Avenue", number % 9000 + 1)),
        dice.maybe(5, city),
        dice.maybe(7, state),
        dice.maybe(2, country),
        dice.maybe(8, postal),
    );
    let phones: Vec<String> =
        (0..dice.below(3)).map(|line| format!("\"{phone}{:04}\"", number % 9000 + line)).collect();
    let _ = write!(
        line,
        r#""preferredLanguage":{},"mobilePhone":{},"businessPhones":[{}],"faxNumber":null,"#,
        dice.maybe(20, language),
        dice.maybe(30, &format!("{phone}{:04}", number % 10_000)),
        phones.join(","),
    );
    let _ = writeln!(
        line,
        r#""proxyAddresses":["SMTP:{alias}@contoso.com","smtp:{alias}@contoso.net","sip:{alias}@contoso.com"],"otherMails":[],"manager":{{"id":"{}"}},"extensionAttribute1":"{}","extensionAttribute2":{},"IsSoftDeleted":{}}}"#,
        dice.id(),
        dice.id(),
        dice.maybe(50, department),
        dice.below(25) == 0,
    );
    out.push_str(&line);
}
