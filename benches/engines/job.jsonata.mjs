// JSONata: one compiled expression over each user; letters and lower case are left to whoever reads the values.
import { readFileSync } from "node:fs";
import jsonata from "jsonata";

const expression = jsonata(`(
  $mail := mail ? mail : userPrincipalName;
  $codes := {"Engineering": "100", "Sales": "200", "Marketing": "300", "Finance": "400", "Human Resources": "500",
    "Legal": "600", "IT": "700", "Operations": "800"};
  $code := $lookup($codes, department);
  [[ $mail, mailNickname, IsSoftDeleted ? "false" : "true", jobTitle, displayName,
    $substring(givenName, 0, 1) & $substring(surname, 0, 7), $mail, givenName, surname, givenName & " " & surname,
    $join([streetAddress, city, state, postalCode, country][$ != null and $ != ""], ", "),
    streetAddress, city, state, postalCode, country,
    $count(businessPhones) > 0 ? $replace(businessPhones[0], /[()\\s-]+/, "") : null,
    mobilePhone ? $replace(mobilePhone, /[()\\s-]+/, "") : null,
    preferredLanguage, employeeId, department,
    (country = "US" ? "US-" : "INT-") & ($code ? $code : "000"),
    employeeHireDate ? $substring(employeeHireDate, 0, 10) : null
  ]]
)`);

for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  if (line) console.log(JSON.stringify((await expression.evaluate(JSON.parse(line)))[0] ?? []));
}
