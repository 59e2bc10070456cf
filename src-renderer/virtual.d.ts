/** Made when the program is: see `build/sbom/plugin.ts`. */
declare module 'virtual:licences' {
  /** What is shipped, by name. */
  export const licences: readonly {
    readonly name: string
    readonly version: string
    /** By its SPDX name, such as `MIT`. */
    readonly licence: string
  }[]
  /** Each text once, with the names of all that share it. */
  export const texts: readonly { readonly of: readonly string[]; readonly text: string }[]
}
