import createClient from "openapi-fetch";
import type { components, paths } from "./law.js";

const client = createClient<paths>({ baseUrl: process.argv[2] });
const facts: components["schemas"]["CrossingFacts"] = {
  crossed_guarded_border: true,
  lacked_required_documents: true,
  came_to_seek_political_asylum: false,
};
const { data, error } = await client.POST("/questions/criminal_code.crossing/decide", { body: facts });
if (error) throw new Error(error.detail);
const offence = data!.answers.illegal_crossing;
console.log(data!.headline, offence.verdict, offence.penalties?.length);
const missing = await client.POST("/questions/criminal_code.crossing/decide", { body: {} });
console.log(missing.error!.status, missing.error!.needs![0].fact);
const found = await client.GET("/laws/{law}/provisions/{provision}", { params: { path: { law: "criminal_code", provision: "318.1" } } });
console.log(found.data!.place);
// @ts-expect-error a fact that is misspelt
const wrong: components["schemas"]["CrossingFacts"] = { crosed_guarded_border: true };
void wrong;
