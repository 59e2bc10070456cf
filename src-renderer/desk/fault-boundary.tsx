import { Component, type ReactNode } from 'react'
import { Action, Actions } from '../parts/action.tsx'
import { Trouble } from '../parts/notices.tsx'
import { Fault } from './ask.ts'
import { useMessages } from './messages.ts'
import { useDesk } from './state.ts'

/** The number under which main wrote an accident down; an accident of the page itself has none. */
export const faultNumberOf = (thrown: unknown): string | undefined =>
  thrown instanceof Fault ? thrown.number : undefined

type Props = {
  /** A change of it begins anew: another screen deserves another try. */
  readonly place: string
  readonly children: ReactNode
}
type State = { readonly thrown: unknown; readonly failed: boolean; readonly place: string }

/** Shows an accident in place of the screen it happened on. The frame around it goes on working. */
export class FaultBoundary extends Component<Props, State> {
  override state: State = { thrown: undefined, failed: false, place: this.props.place }

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { thrown, failed: true }
  }

  static getDerivedStateFromProps({ place }: Props, state: State): Partial<State> | null {
    return place === state.place ? null : { thrown: undefined, failed: false, place }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return <FaultNotice thrown={this.state.thrown} onAgain={() => this.setState({ failed: false })} />
  }
}

export function FaultNotice({ thrown, onAgain }: { readonly thrown: unknown; readonly onAgain: () => void }) {
  const t = useMessages().shell.fault
  return (
    <Trouble
      title={t.title}
      what={t.what}
      why={t.why}
      todo={
        <>
          <p>{t.todo}</p>
          <Actions>
            <Action tone="go" autoFocus onPress={onAgain}>
              {t.again}
            </Action>
            <Action onPress={() => useDesk.setState({ routes: [] })}>{t.home}</Action>
          </Actions>
        </>
      }
      code={faultNumberOf(thrown)}
    />
  )
}
