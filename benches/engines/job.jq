# The 23 values of the job; the reader of the output handles diacritics and lower case.
def signs: gsub("[()\\s-]+"; "");
(.mail // .userPrincipalName) as $mail
| [ $mail, .mailNickname, (if .IsSoftDeleted then "false" else "true" end), .jobTitle, .displayName,
    (.givenName[:1] + .surname[:7]), $mail, .givenName, .surname, (.givenName + " " + .surname),
    ([.streetAddress, .city, .state, .postalCode, .country] | map(select(. != null and . != "")) | join(", ")),
    .streetAddress, .city, .state, .postalCode, .country,
    (if (.businessPhones | length) > 0 then .businessPhones[0] | signs else null end),
    (if .mobilePhone then .mobilePhone | signs else null end),
    .preferredLanguage, .employeeId, .department,
    ((if .country == "US" then "US-" else "INT-" end)
      + ({"Engineering": "100", "Sales": "200", "Marketing": "300", "Finance": "400", "Human Resources": "500",
          "Legal": "600", "IT": "700", "Operations": "800"}[.department // ""] // "000")),
    (if .employeeHireDate then .employeeHireDate | strptime("%Y-%m-%dT%H:%M:%SZ") | mktime | strftime("%Y-%m-%d") else null end)
  ]
