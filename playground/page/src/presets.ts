// Sample users as the sources of provisioning send them: Microsoft Entra ID, Active Directory, Workday, SuccessFactors; and a group.
// All people are made up.

export const sample = {
  id: '8277cd8a-ed6a-4d98-a080-597d0005a273',
  objectId: '8277cd8a-ed6a-4d98-a080-597d0005a273',
  userPrincipalName: 'ada.whitfield@contoso.com',
  mail: 'ada.whitfield@contoso.com',
  givenName: 'Ada',
  surname: 'Whitfield',
  displayName: 'Ada Whitfield',
  mailNickname: 'ada.whitfield',
  jobTitle: 'Chief Engineer',
  department: 'Engineering',
  companyName: 'Contoso',
  employeeId: '00100217',
  employeeType: 'Employee',
  employeeHireDate: '2020-06-12T00:00:00Z',
  userType: 'Member',
  accountEnabled: true,
  IsSoftDeleted: false,
  streetAddress: '1420 Pine Street',
  city: 'Seattle',
  state: 'WA',
  postalCode: '98101',
  country: 'US',
  usageLocation: 'US',
  preferredLanguage: 'en-US',
  telephoneNumber: '+1 206 555 0117',
  mobile: '+1 206 555 0142',
};

export interface Preset { name: string; record: Record<string, unknown> }

export const presets: readonly Preset[] = [
  { name: 'Microsoft Entra user', record: sample },
  {
    name: 'Active Directory user',
    record: {
      objectGUID: '8277cd8a-ed6a-4d98-a080-597d0005a273', sAMAccountName: 'awhitfield', userPrincipalName: 'ada.whitfield@contoso.com', mail: 'ada.whitfield@contoso.com',
      givenName: 'Ada', sn: 'Whitfield', displayName: 'Ada Whitfield', cn: 'Ada Whitfield', distinguishedName: 'CN=Ada Whitfield,OU=Staff,DC=contoso,DC=com',
      title: 'Chief Engineer', department: 'Engineering', company: 'Contoso', employeeID: '00100217', userAccountControl: 512, physicalDeliveryOfficeName: 'Seattle',
      telephoneNumber: '+1 206 555 0117', l: 'Seattle', st: 'WA', co: 'United States', c: 'US', postalCode: '98101', proxyAddresses: ['SMTP:ada.whitfield@contoso.com', 'smtp:ada@contoso.com'],
    },
  },
  {
    name: 'Workday worker',
    record: {
      WorkerID: '21001', WID: '3aa5550b7fe348b98d7b5741afc65534', UserID: 'awhitfield', FirstName: 'Ada', LastName: 'Whitfield', PreferredFirstName: 'Ada', PreferredLastName: 'Whitfield',
      PreferredNameData: 'Ada Whitfield', EmailAddress: 'ada.whitfield@contoso.com', BusinessTitle: 'Chief Engineer', JobClassificationID: '102', SupervisoryOrganization: 'Engineering', Company: 'Contoso',
      CostCenter: 'CC-220', CountryReferenceTwoLetter: 'US', CountryReference: 'USA', Municipality: 'Seattle', PostalCode: '98101', HireDate: '2020-06-12-07:00', Active: '1', WorkerType: 'Regular',
      StatusTerminationDate: '', TerminationDate: '', ManagerReference: '21000',
    },
  },
  {
    name: 'SuccessFactors employee',
    record: {
      personIdExternal: '100217', userId: 'awhitfield', firstName: 'Ada', lastName: 'Whitfield', displayName: 'Ada Whitfield', email: 'ada.whitfield@contoso.com', emplStatus: 'A',
      jobTitle: 'Chief Engineer', department: 'Engineering', company: 'Contoso', costCenter: '220', location: 'Seattle', country: 'USA', startDate: '2020-06-12', endDate: '9999-12-31', custom01: '',
    },
  },
  {
    name: 'Group',
    record: {
      id: '2f1c0c61-5b1a-4f0e-9f05-9c1c7d0c1f11', objectId: '2f1c0c61-5b1a-4f0e-9f05-9c1c7d0c1f11', displayName: 'Engineering', mailNickname: 'engineering', description: 'All engineers',
      securityEnabled: true, mailEnabled: false, members: ['8277cd8a-ed6a-4d98-a080-597d0005a273'],
    },
  },
];

type User = Record<string, unknown>;

/** The users of a text: one, a list, or a whole answer of Microsoft Graph with its `value`. Nothing for other text. */
export function usersOf(text: string): { users: User[]; isList: boolean } | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isObject = (item: unknown): item is User => typeof item === 'object' && item !== null && !Array.isArray(item);
  const isAnswer = isObject(found) && Array.isArray(found.value) && ('@odata.context' in found || Object.keys(found).length === 1);
  const list: unknown[] = Array.isArray(found) ? found : isAnswer ? (found as { value: unknown[] }).value : [found];
  return list.length > 0 && list.every(isObject) ? { users: list, isList: Array.isArray(found) || isAnswer } : undefined;
}

/** What a user is called in a list. */
export function nameOfUser(user: Record<string, unknown>, index: number): string {
  const keys = ['displayName', 'userPrincipalName', 'mail', 'cn', 'PreferredNameData', 'userName', 'id'];
  const key = keys.find((name) => typeof user[name] === 'string' && user[name]);
  return key ? String(user[key]) : `User ${index + 1}`;
}
