// What a page sees of the runtime.

globalThis.qanun = Object.freeze({ register, question, FactsRefused, CaseImpossible, more });
