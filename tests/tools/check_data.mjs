// The same data read by JavaScript: Ajv in strict mode and ical.js. usage: check_data.mjs SITE
import fs from "node:fs";
import path from "node:path";

import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import ICAL from "ical.js";

const site = process.argv[2];
const files = fs.readdirSync(site, { recursive: true }).map(String).sort();
const read = (name) => fs.readFileSync(path.join(site, name), "utf8");
const faults = [];
let schemas = 0;
let events = 0;

for (const name of files.filter((name) => name.endsWith(".schema.json"))) {
  const ajv = new Ajv2020.default({ strict: true });
  formats.default(ajv);
  const check = ajv.compile(JSON.parse(read(name)));
  const data = JSON.parse(read(name.replace(".schema.json", ".json")));
  if (!check(data)) faults.push(`${name}: ${ajv.errorsText(check.errors)}`);
  if (data.length > 0 && check([...data, { ...data[0], more: 1 }])) faults.push(`${name}: takes an unknown column`);
  if (data.length > 0 && check([{}])) faults.push(`${name}: takes an empty row`);
  schemas += 1;
}
for (const name of files.filter((name) => name.endsWith(".ics"))) {
  const calendar = new ICAL.Component(ICAL.parse(read(name)));
  const own = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  for (const event of own) {
    if (!event.startDate.isDate || event.duration.toSeconds() !== 86400) faults.push(`${name}: ${event.uid}`);
  }
  events += own.length;
}
if (schemas === 0 || events === 0) faults.push("nothing to read");
for (const fault of faults.slice(0, 50)) console.log(fault);
console.log(`${schemas} schemas, ${events} events, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
