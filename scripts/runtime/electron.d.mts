/** The directory that holds the `electron` to run; fetched when it is not there. */
export function electronDirectory(purpose: { readonly forTests: boolean }): Promise<string>
