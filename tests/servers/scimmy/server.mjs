// A SCIM 2.0 server in memory on scimmy and scimmy-routers: `node server.mjs SCHEMAS`. Prints its address and serves until
// it is killed.
//
// SCHEMAS is a JSON file: `{"User": [schema…], "Group": [schema…]}`, schemas as RFC 7643, section 7 has them, the core first.
// scimmy's own schemas – the core schemas, the enterprise extension of SCIM 2.0 – are kept; missing attributes are
// added.

import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const { Attribute, Error: ScimError, SchemaDefinition } = SCIMMY.Types;

const attribute = ({ name, type, subAttributes, multiValued, required, caseExact }) =>
    new Attribute(type, name, { multiValued, required, caseExact }, subAttributes?.map(attribute));

// scimmy accepts only schema names of SCIM 2.0; older applications have other names.
function definition({ id, name, attributes }) {
    const made = new SchemaDefinition(name.replace(/\W/g, "_"), `urn:ietf:params:scim:schemas:${name}`, "", attributes.map(attribute));
    made.id = id;
    return made;
}

function declare(resource, [core, ...extensions]) {
    // The core schema of SCIM 1.1 has its own name, and the attributes of SCIM 2.0.
    const schema = resource.schema.definition;
    schema.id = core.id;
    const lacks = ({ name }) => !schema.attributes.some(known => known.name.toLowerCase() === name.toLowerCase());
    schema.extend(core.attributes.filter(lacks).map(attribute));
    // The application defines the role types; scimmy's own list is empty and rejects all of them.
    if (resource === SCIMMY.Resources.User) schema.attribute("roles.type").config.canonicalValues = false;
    for (const extension of extensions) {
        const known = Object.values(SCIMMY.Schemas).find(schema => schema.definition?.id === extension.id);
        schema.extend(known?.definition ?? definition(extension), false);
    }
    const objects = new Map();
    const find = id => objects.get(id) ?? (() => { throw new ScimError(404, null, `there is no object ${id}`); })();
    SCIMMY.Resources.declare(resource, {
        ingress(request, instance) {
            const name = object => object.userName?.toLowerCase();
            const sent = JSON.parse(JSON.stringify(instance));
            const others = [...objects.values()].filter(object => object.id !== request.id);
            if (name(sent) && others.some(object => name(object) === name(sent)))
                throw new ScimError(409, "uniqueness", `there is a ${sent.userName} already`);
            const { created } = request.id ? find(request.id).meta : { created: new Date() };
            const id = request.id ?? randomUUID();
            objects.set(id, { ...sent, id, meta: { created, lastModified: new Date() } });
            return objects.get(id);
        },
        egress: request => request.id ? find(request.id) : request.filter?.match([...objects.values()]) ?? [...objects.values()],
        degress: request => void (find(request.id), objects.delete(request.id)),
    });
}

const kinds = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const [kind, schemas] of Object.entries(kinds)) declare(SCIMMY.Resources[kind], schemas);

const app = express();
app.use("/v2", new SCIMMYRouters({ type: "bearer", handler: () => "anybody" }));
const server = app.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/v2`));
