/** What a screen is given: the thing it is about, as its route has it. */
export type ScreenProps = { readonly of?: string | undefined }
