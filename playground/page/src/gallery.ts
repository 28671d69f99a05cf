// Expressions by task, each with a record that shows what it does. A test runs them all.

export interface Example { task: string; expression: string; record: object }

export const gallery: Example[] = [
  {
    task: 'User name from first and last name',
    expression: 'Join("@", NormalizeDiacritics(StripSpaces(Join(".", ToLower([givenName]), ToLower([surname])))), "contoso.com")',
    record: { givenName: 'José', surname: 'García Löwe' },
  },
  {
    task: 'Mail address, or the sign-in name where there is none',
    expression: 'Coalesce([mail], [userPrincipalName])',
    record: { userPrincipalName: 'ada@contoso.com' },
  },
  {
    task: 'The part before the @ sign',
    expression: 'Item(Split([userPrincipalName], "@"), 1)',
    record: { userPrincipalName: 'ada.whitfield@contoso.com' },
  },
  {
    task: 'Another domain',
    expression: 'Replace([mail], "@contoso.com", , , "@fabrikam.com", , )',
    record: { mail: 'ada@contoso.com' },
  },
  {
    task: 'Digits of a phone number only',
    expression: 'Replace([telephoneNumber], , "[^0-9+]", , "", , )',
    record: { telephoneNumber: '+44 (0)20 7946-0018' },
  },
  {
    task: 'Region from a country code',
    expression: 'Switch([country], "Global", "DE", "Europe", "FR", "Europe", "US", "Americas", "JP", "Asia")',
    record: { country: 'FR' },
  },
  {
    task: 'Active from the hire date on',
    expression: 'IIF(DateDiff("d", Now(), CDate([employeeHireDate])) <= 0, "True", "False")',
    record: { employeeHireDate: '2026-02-01T00:00:00Z' },
  },
  {
    task: 'A date in another format',
    expression: 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "dd.MM.yyyy")',
    record: { employeeHireDate: '2024-11-05' },
  },
  {
    task: 'Active unless it was deleted',
    expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    record: { IsSoftDeleted: false },
  },
];
