// Unpacks the Chromium of the npm package @sparticuz/chromium into the folder given, with that package's own code.
import { copyFileSync, chmodSync, cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
const folder = process.argv[2];
process.env.TMPDIR = folder;
const home = join(folder, "node_modules/@sparticuz/chromium");
const entry = ["build/esm/index.js", "build/index.js"].map((name) => join(home, name)).find(existsSync);
const { default: chromium } = await import(pathToFileURL(entry));
const file = await chromium.executablePath();
console.log(file);
if (dirname(file) !== folder) cpSync(dirname(file), folder, { recursive: true });
const { inflate } = await import(pathToFileURL(join(dirname(entry), "lambdafs.js")));
await inflate(join(home, "bin/al2023.tar.br")); // libraries a machine without a desktop lacks
if (!existsSync(join(folder, "chromium"))) copyFileSync(file, join(folder, "chromium"));
chmodSync(join(folder, "chromium"), 0o755);
