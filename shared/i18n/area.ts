/** The texts of one area in every language: a key that one language lacks is a compile error. */
export function area<const Swedish extends Readonly<Record<string, string>>>(texts: {
  readonly sv: Swedish
  readonly en: { readonly [Key in keyof Swedish]: string }
}) {
  return texts
}
