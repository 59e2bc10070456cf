/** Whom the customer may call, and whether somebody answers now. `24:00` is 24時, as the guides write it. */
type Run = {
  readonly from: string
  readonly to: string
}
export declare const contact: {
  title: string
  days: {
    weekdays: string
    'weekends-and-holidays': string
  }
  hours: (days: string, from: string, to: string) => string
  closedDays: (runs: readonly Run[]) => string
  /** `day` is empty where it is today. */
  open: (day: string, at: string) => string
  openAlways: string
  closed: string
  next: (day: string, at: string) => string
  nextUnknown: string
  doubt: {
    'hours-not-stated': string
    'holidays-unknown': string
    'year-end': string
  }
  holiday: (name: string) => string
  closedToday: string
  calculated: (year: number) => string
  /** Followed by the key that does it. */
  emergency: string
  emergencyKey: string
  /** On paper, which is read later. */
  reception: string
  urgent: string
}
