// Takes the pictures of the page that the documentation shows: `node pictures.js FOLDER`, on the last build.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from './server.js';
import { OUTPUT, RECORD, EXPRESSION, drop, mode, shows, write } from './tools.js';

/** Two faults: one that the check finds, with its fix, and one that only a user shows. */
const MAPPING = `[source]
directory = "Microsoft Entra ID"
object = "User"

[target]
directory = "Badge Office"
object = "User"

[[attribute]]
target = "userName"
value = 'Tolower([userPrincipalName])'
match = 1

[[attribute]]
target = "displayName"
value = 'Join(" ", [givenName], [surname])'

[[attribute]]
target = "title"
value = 'Coalesce([jobTitle], [employeeType])'

[[attribute]]
target = "active"
value = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'
`;

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const server = await serve(0);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
await page.goto(`http://localhost:${server.address().port}/`);
const take = async (name) => {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

await shows(page, OUTPUT, 'Europe');
await write(page, RECORD, '{\n  "givenName": "José",\n  "surname": "García Löwe",\n  "mail": null\n}');
await write(page, EXPRESSION, 'Coalesce([mail], Join("@", NormalizeDiacritics(StripSpaces(Join(".", ToLower([givenName]), ToLower([surname])))), "contoso.com"))');
await shows(page, OUTPUT, 'jose.garcialowe@contoso.com');
await take('expression');
await mode(page, 'Table');
await shows(page, '.table .summary', '4 pass');
await take('table');
await mode(page, 'Mapping');
await shows(page, '.verdict', 'In scope');
await drop(page, '.mapping', 'badge-office.toml', MAPPING);
await shows(page, '.mapping .summary', '1 error');
await shows(page, '.verdict', 'cannot be mapped');
await take('mapping');
await browser.close();
server.close();
