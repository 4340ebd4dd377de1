// What the status line says.

/** The words for a number of errors and warnings. */
export function status(errors: number, warnings: number): string {
  if (errors + warnings === 0) return "Qanun: no mistakes";
  const parts = [counted(errors, "mistake"), counted(warnings, "warning")].filter((one) => one !== "");
  return `Qanun: ${parts.join(", ")}`;
}

function counted(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
