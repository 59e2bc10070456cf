import { Compare } from './profiles/compare.tsx'
import { Editor } from './profiles/editor.tsx'
import { ProfileList } from './profiles/list.tsx'
import { placeOf } from './profiles/place.ts'
import { Reading } from './profiles/reading.tsx'
import { Review } from './profiles/review.tsx'

const screens = { read: Reading, compare: Compare, edit: Editor, review: Review } as const

/** What the desk knows of the five services: read by everybody, changed by two persons. */
export function ProfilesTask({ of }: { readonly of?: string | undefined }) {
  const place = placeOf(of)
  if (place === undefined) return <ProfileList />
  const Screen = screens[place.doing]
  return <Screen key={place.service} service={place.service} />
}
