// Example expressions by task, each with a record that shows the effect. A test runs all of them.

export interface Example { name: string; task: string; expression: string; record: object }

export const gallery: Example[] = [
  {
    name: 'upn',
    task: 'User name from first and last name',
    expression: 'Join("@", NormalizeDiacritics(StripSpaces(Join(".", ToLower([givenName]), ToLower([surname])))), "contoso.com")',
    record: { givenName: 'José', surname: 'García Löwe' },
  },
  {
    name: 'unique-upn',
    task: 'A user name that is not in use yet',
    expression: 'SelectUniqueValue(Join("@", NormalizeDiacritics(StripSpaces(Join(".", [givenName], [surname]))), "contoso.com"), Join("@", NormalizeDiacritics(StripSpaces(Join(".", Mid([givenName], 1, 1), [surname]))), "contoso.com"))',
    record: { givenName: 'Zoë', surname: 'van Dam' },
  },
  {
    name: 'mail-or-upn',
    task: 'Mail address, or the sign-in name where there is none',
    expression: 'Coalesce([mail], [userPrincipalName])',
    record: { userPrincipalName: 'ada@contoso.com' },
  },
  {
    name: 'strip-domain',
    task: 'The part before the @ sign',
    expression: 'Item(Split([userPrincipalName], "@"), 1)',
    record: { userPrincipalName: 'ada.whitfield@contoso.com' },
  },
  {
    name: 'other-domain',
    task: 'Replace the domain',
    expression: 'Replace([mail], "@contoso.com", , , "@fabrikam.com", , )',
    record: { mail: 'ada@contoso.com' },
  },
  {
    name: 'phone-digits',
    task: 'Only the digits of a phone number',
    expression: 'Replace([telephoneNumber], , "[^0-9+]", , "", , )',
    record: { telephoneNumber: '+44 (0)20 7946-0018' },
  },
  {
    name: 'region',
    task: 'Region from a country code',
    expression: 'Switch([country], "Global", "DE", "Europe", "FR", "Europe", "US", "Americas", "JP", "Asia")',
    record: { country: 'FR' },
  },
  {
    name: 'country-code',
    task: 'Country code from a country’s name',
    expression: 'Switch([country], [country], "Germany", "DE", "France", "FR", "United States", "US", "Japan", "JP", "United Kingdom", "GB")',
    record: { country: 'Japan' },
  },
  {
    name: 'hired',
    task: 'Active from the hire date',
    expression: 'IIF(DateDiff("d", Now(), CDate([employeeHireDate])) <= 0, "True", "False")',
    record: { employeeHireDate: '2026-02-01T00:00:00Z' },
  },
  {
    name: 'active',
    task: 'Active unless deleted',
    expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    record: { IsSoftDeleted: false },
  },
  {
    name: 'date-format',
    task: 'A date in another format',
    expression: 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "dd.MM.yyyy")',
    record: { employeeHireDate: '2024-11-05' },
  },
  {
    name: 'display-name',
    task: 'Last name first, without missing names',
    expression: 'Join(", ", [surname], Join(" ", [givenName], [middleName]))',
    record: { givenName: 'Ada', surname: 'Whitfield' },
  },
  {
    name: 'proper-case',
    task: 'Proper case for names in capitals',
    expression: 'PCase(ToLower([surname]), " \'-")',
    record: { surname: "PINTO-DE'SILVA" },
  },
  {
    name: 'contractor',
    task: 'A suffix for the names of contractors',
    expression: 'IIF([employeeType]="Contractor", Append([displayName], " (ext.)"), [displayName])',
    record: { displayName: 'Ada Whitfield', employeeType: 'Contractor' },
  },
  {
    name: 'role',
    task: 'The single role of a user in the application',
    expression: 'SingleAppRoleAssignment([appRoleAssignments])',
    record: { appRoleAssignments: [{ id: '06b07648-ecfe-589f-9d2f-6325724a46ee', value: 'editor', displayName: 'Editor' }] },
  },
  {
    name: 'roles',
    task: 'All roles of a user, as SCIM writes them',
    expression: 'AppRoleAssignmentsComplex([appRoleAssignments])',
    record: { appRoleAssignments: ['Editor', 'Reader'] },
  },
];
