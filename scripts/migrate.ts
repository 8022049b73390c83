/** Brings the database of DATABASE_URL up to date, for containers; `npm start` does it by itself. */
import { env } from "@/lib/env";
import { migrateEngineTables } from "./database/engine-tables";
import { applyMigrations, readMigrations } from "./database/migrations";

const url = env().DATABASE_DIRECT_URL;
await migrateEngineTables(process.cwd(), url);
const applied = await applyMigrations(url, readMigrations("prisma/migrations"));
console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
