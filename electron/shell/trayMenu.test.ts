import { describe, expect, it } from 'vitest'
import { trayMenu, type TrayState } from './trayMenu'

const state: TrayState = {
  language: 'sv',
  signedIn: true,
  meetings: [],
  unreadRooms: 0,
  unsent: 0,
  sync: undefined,
  doNotDisturb: false,
  nowMs: Date.parse('2026-11-17T09:00:00Z')
}
const labels = (more: Partial<TrayState>) =>
  trayMenu({ ...state, ...more }).flatMap((entry) => (entry.kind === 'separator' ? [] : [entry.label]))

describe('trayMenu', () => {
  it('offers only to open and to quit when nobody is signed in', () => {
    expect(labels({ signedIn: false })).toEqual(['Öppna Samverk', 'Avsluta Samverk'])
  })

  it('says so when there are no meetings and nothing is unread', () => {
    expect(labels({})).toEqual([
      'Inga möten det närmaste dygnet',
      'Inget oläst',
      'Stör ej',
      'Öppna Samverk',
      'Avsluta Samverk'
    ])
  })

  it('offers every meeting with Anslut, a running one first as it comes', () => {
    const meeting = {
      id: '1',
      title: 'Beredning',
      startMs: state.nowMs - 60_000,
      endMs: state.nowMs + 60_000,
      url: 'https://mote.insjoverket.test/a'
    }
    const [entry] = trayMenu({ ...state, meetings: [meeting] })
    expect(entry).toEqual({
      kind: 'action',
      label: 'Anslut: Beredning (pågår)',
      action: { do: 'join', url: meeting.url, title: 'Beredning' }
    })
  })

  it('shortens a long title', () => {
    const meeting = {
      id: '1',
      title: 'x'.repeat(200),
      startMs: state.nowMs,
      endMs: state.nowMs + 1,
      url: 'https://mote.insjoverket.test/a'
    }
    expect(labels({ meetings: [meeting] })[0]?.length).toBeLessThan(80)
  })

  it('marks do not disturb as it is', () => {
    const entry = trayMenu({ ...state, doNotDisturb: true }).find(
      (one) => one.kind === 'action' && one.action.do === 'toggleDoNotDisturb'
    )
    expect(entry).toMatchObject({ checked: true })
  })
})
