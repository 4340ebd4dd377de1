// `node build.mjs`: writes out/, which is kept. `--check`: says whether out/ is what would be written. `--tests`: writes
// the unit tests to build/test. `node build.mjs FILE.vsix`: packs what is kept. Nothing is fetched.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { zip } from "./zip.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKED = ["package.json", "language-configuration.json", "README.md"];
const FOLDERS = ["media", "out", "syntaxes"];

async function bundle() {
  const { build } = await import("esbuild");
  const made = await build({
    absWorkingDir: HERE,
    entryPoints: ["src/extension.ts"],
    bundle: true,
    platform: "node",
    target: "node18",
    format: "cjs",
    external: ["vscode"],
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
    outfile: "out/extension.js",
  });
  const [code] = made.outputFiles;
  return { "extension.js": code.text, "NOTICES.txt": notices(Object.keys(made.metafile.inputs)) };
}

/** Write what is built; or only compare it with what is kept. */
async function built(check) {
  for (const [name, content] of Object.entries(await bundle())) {
    const file = join(HERE, "out", name);
    if (!check) writeFileSync(file, content);
    else if (readFileSync(file, "utf8") !== content) throw new Error(`out/${name} is stale: run \`make editor\``);
  }
}

/** The licences of all packages of which something stands in the bundle. */
function notices(inputs) {
  const packages = new Set(inputs.map((one) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(one)?.[1]).filter(Boolean));
  const each = [...packages].sort().map((name) => {
    const folder = join(HERE, "node_modules", name);
    const licence = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version}\n\n${readFileSync(join(folder, licence), "utf8").replaceAll("\r\n", "\n").trim()}\n`;
  });
  return `What stands in extension.js and comes from elsewhere, with its licence.\n\n${each.join("\n---\n\n")}`;
}

async function tests() {
  const { build } = await import("esbuild");
  rmSync(join(HERE, "build"), { recursive: true, force: true });
  const names = readdirSync(join(HERE, "test")).filter((one) => one.endsWith(".test.ts"));
  await build({
    absWorkingDir: HERE,
    entryPoints: [...names.map((one) => `test/${one}`), "src/book.ts", "src/tablePage.ts"],
    outbase: ".",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    outdir: "build",
    outExtension: { ".js": ".mjs" },
  });
}

function manifest(told) {
  const text = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const asset = (type, path) => `<Asset Type="${type}" Path="extension/${path}" Addressable="true"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata>
<Identity Language="en-US" Id="${text(told.name)}" Version="${text(told.version)}" Publisher="${text(told.publisher)}"/>
<DisplayName>${text(told.displayName)}</DisplayName>
<Description xml:space="preserve">${text(told.description)}</Description>
<Categories>${text(told.categories.join(","))}</Categories>
<License>extension/LICENSE.txt</License>
<Properties>
<Property Id="Microsoft.VisualStudio.Code.Engine" Value="${text(told.engines.vscode)}"/>
<Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="${text(told.extensionKind.join(","))}"/>
</Properties>
</Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
<Dependencies/>
<Assets>
${asset("Microsoft.VisualStudio.Code.Manifest", "package.json")}
${asset("Microsoft.VisualStudio.Services.Content.Details", "README.md")}
${asset("Microsoft.VisualStudio.Services.Content.License", "LICENSE.txt")}
</Assets>
</PackageManifest>
`;
}

const TYPES = { css: "text/css", js: "application/javascript", json: "application/json", md: "text/markdown", txt: "text/plain", vsixmanifest: "text/xml" };

function contentTypes() {
  const each = Object.entries(TYPES).map(([ending, type]) => `<Default Extension=".${ending}" ContentType="${type}"/>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${each.join("")}</Types>
`;
}

/** The package that VS Code installs. */
function vsix(path) {
  const names = [...PACKED, ...FOLDERS.flatMap((folder) => readdirSync(join(HERE, folder)).map((one) => `${folder}/${one}`))];
  const told = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
  const files = new Map(names.map((name) => [`extension/${name}`, readFileSync(join(HERE, name))]));
  files.set("extension/LICENSE.txt", readFileSync(join(HERE, "..", "..", "LICENSE")));
  files.set("extension.vsixmanifest", Buffer.from(manifest(told)));
  files.set("[Content_Types].xml", Buffer.from(contentTypes()));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, zip(files));
}

const [wanted] = process.argv.slice(2);
if (wanted === "--tests") await tests();
else if (wanted === undefined || wanted === "--check") await built(wanted === "--check");
else vsix(wanted);
