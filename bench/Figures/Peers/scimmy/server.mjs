// scimmy-routers over maps in memory: a lookup by id, by userName and by position costs the peer next to nothing, a page
// is cut before it is rendered, and nothing is ever written to a disk.
import { randomUUID } from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const [port, token] = process.argv.slice(2);

class Table {
    #rows = new Map();
    #order = [];
    #names = new Map();
    #nameOf;

    constructor(nameOf) {
        this.#nameOf = row => String(row[nameOf]).toLowerCase();
    }

    read(resource) {
        if (resource.id) {
            return this.#find(resource.id);
        }

        const name = equalTo(resource.filter, "username") ?? equalTo(resource.filter, "displayname");
        if (name !== undefined) {
            const row = this.#names.get(name.toLowerCase());
            return row ? [row] : [];
        }

        if (resource.filter) {
            return resource.filter.match(this.#order);
        }

        const { startIndex = 1, count = 20 } = resource.constraints ?? {};
        resource.constraints = { ...resource.constraints, totalResults: this.#order.length };
        return this.#order.slice(startIndex - 1, startIndex - 1 + count);
    }

    write(resource, instance) {
        const now = new Date().toISOString();
        const values = JSON.parse(JSON.stringify(instance));
        const before = resource.id ? this.#find(resource.id) : undefined;
        const name = this.#nameOf(values);
        const holder = this.#names.get(name);
        if (holder && holder !== before) {
            throw new SCIMMY.Types.Error(409, "uniqueness", "The name is taken.");
        }

        if (before) {
            this.#names.delete(this.#nameOf(before));
            const { id, meta } = before;
            Object.keys(before).forEach(key => delete before[key]);
            Object.assign(before, values, { id, meta: { ...meta, lastModified: now } });
            this.#names.set(name, before);
            return before;
        }

        const row = { ...values, id: randomUUID(), meta: { created: now, lastModified: now } };
        this.#rows.set(row.id, row);
        this.#order.push(row);
        this.#names.set(name, row);
        return row;
    }

    remove(resource) {
        const row = this.#find(resource.id);
        this.#rows.delete(row.id);
        this.#names.delete(this.#nameOf(row));
        this.#order.splice(this.#order.indexOf(row), 1);
    }

    #find(id) {
        const row = this.#rows.get(id);
        if (!row) {
            throw new SCIMMY.Types.Error(404, null, "There is no such resource.");
        }

        return row;
    }
}

function equalTo(filter, attribute) {
    const [conditions] = filter?.length === 1 ? filter : [];
    const [name, condition] = Object.entries(conditions ?? {}).find(([key]) => key.toLowerCase() === attribute) ?? [];
    const [operator, value] = Array.isArray(condition?.[0]) ? condition[0] : (condition ?? []);
    return name && Object.keys(conditions).length === 1 && operator === "eq" ? String(value) : undefined;
}

for (const [type, name] of [[SCIMMY.Resources.User, "userName"], [SCIMMY.Resources.Group, "displayName"]]) {
    const table = new Table(name);
    SCIMMY.Resources.declare(type)
        .egress(resource => table.read(resource))
        .ingress((resource, instance) => table.write(resource, instance))
        .degress(resource => table.remove(resource));
}

const expected = `Bearer ${token}`;
const app = express();
app.disable("x-powered-by");
app.use("/scim/v2", new SCIMMYRouters({
    type: "bearer",
    handler: request => {
        if (request.header("Authorization") !== expected) {
            throw new Error("The token is not known.");
        }

        return "client";
    },
}));
// Connections outlast the pauses between two measurements.
app.listen(Number(port), "127.0.0.1").keepAliveTimeout = 600_000;
