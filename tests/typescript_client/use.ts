/* A client that has only the types made of the document. Prints what it was answered: decided, refused, a provision. */
import createClient from "openapi-fetch";
import type { components, paths } from "./law.js";

type Facts = components["schemas"]["CrossingFacts"];
declare const process: { argv: [string, string, string] };

const client = createClient<paths, `application/${string}json`>({ baseUrl: process.argv[2] });
const facts: Facts = {
  crossed_guarded_border: true,
  lacked_required_documents: true,
  came_to_seek_political_asylum: false,
};
const question = "/questions/criminal_code.crossing/decide";
const { data, error } = await client.POST(question, { body: facts });
if (error) throw new Error(error.detail);
const verdict: "yes" | string = data.answers.illegal_crossing.verdict;
const missing = await client.POST(question, { body: {} });
const first = missing.error?.needs?.[0]?.fact;
const at = { law: "criminal_code", provision: "318.1" } as const;
const found = await client.GET("/laws/{law}/provisions/{provision}", { params: { path: at } });
console.log(JSON.stringify({ decided: data, verdict, missing: [missing.response.status, first], place: found.data?.place }));

// @ts-expect-error: no fact is so called
const misspelt: Facts = { crosed_guarded_border: true };
// @ts-expect-error: yes or no
const worded: Facts = { crossed_guarded_border: "yes" };
// @ts-expect-error: there is no such answer
void data.answers.crossing;
// @ts-expect-error: a reading has the options that it has
await client.POST(question, { body: facts, params: { query: { "reading.fine_or_prison": "both" } } });
void [misspelt, worded];
