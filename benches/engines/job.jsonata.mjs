// JSONata: one compiled expression over each user; the reader of the output handles diacritics and lower case.
import { readFileSync } from "node:fs";
import jsonata from "jsonata";

const expression = jsonata(`(
  $codes := {"Engineering": "100", "Sales": "200", "Marketing": "300", "Finance": "400", "Human Resources": "500",
    "Legal": "600", "IT": "700", "Operations": "800"};
  $or := function($value, $other) { $exists($value) and $value != null ? $value : $other };
  $mail := $or(mail, userPrincipalName);
  [[ $or($mail, null), $or(mailNickname, null), IsSoftDeleted ? "false" : "true", $or(jobTitle, null),
    $or(displayName, null), $substring(givenName, 0, 1) & $substring(surname, 0, 7), $or($mail, null),
    $or(givenName, null), $or(surname, null), givenName & " " & surname,
    $join([streetAddress, city, state, postalCode, country][$ != null and $ != ""], ", "),
    $or(streetAddress, null), $or(city, null), $or(state, null), $or(postalCode, null), $or(country, null),
    $count(businessPhones) > 0 ? $replace(businessPhones[0], /[()\\s-]+/, "") : null,
    mobilePhone ? $replace(mobilePhone, /[()\\s-]+/, "") : null,
    $or(preferredLanguage, null), $or(employeeId, null), $or(department, null),
    (country = "US" ? "US-" : "INT-") & $or($lookup($codes, $or(department, "")), "000"),
    employeeHireDate ? $substring(employeeHireDate, 0, 10) : null
  ]]
)`);

for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  if (line) console.log(JSON.stringify((await expression.evaluate(JSON.parse(line)))[0] ?? []));
}
