/** What a sheet of 店舗の管理 is given. */
export type AdminSheetProps = {
  /** What of it, as the route has it after a slash; `''` for the sheet itself. */
  readonly about: string
  /** The screen was just opened at this sheet. */
  readonly autoFocus: boolean
}
