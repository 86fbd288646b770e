import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/controls.css'
import '../app/view/app.css'
import './view/prejoin.css'
import './view/meeting.css'
import './view/panel.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startAppearance } from '../app/appearance'
import { appStore } from '../app/store'
import { invoke, on } from '../bridge'
import { guardPeers } from './peers'
import { refreshPreview } from './preview'
import { leaveInHaste, libraryUrl } from './session'
import { meetingStore } from './store'
import { installTrustedTypes } from './trustedTypes'
import { MeetingWindow } from './view/MeetingWindow'

installTrustedTypes(libraryUrl)
void start()

async function start(): Promise<void> {
  const [settings, info, setup] = await Promise.all([
    invoke('settings.get'),
    invoke('app.info'),
    invoke('meeting.setup')
  ])
  appStore.setState({ settings, info })
  startAppearance()
  on('window.maximised', (maximised) => appStore.setState({ maximised }))
  on('meeting.closeAsked', () => meetingStore.setState({ dialog: 'leave' }))
  on('meeting.otherAsked', (other) => meetingStore.setState({ dialog: 'switch', other }))
  if (setup?.state === 'ready') {
    guardPeers(setup.config.hosts)
    window.addEventListener('pagehide', leaveInHaste)
    meetingStore.setState({ setup, name: setup.displayName, choices: setup.choices, phase: 'prejoin' })
    navigator.mediaDevices.addEventListener('devicechange', () => void followDevices())
    void followDevices().then(refreshPreview)
  } else if (setup?.state === 'failed') {
    meetingStore.setState({ setup, problem: setup.problem.code, phase: 'failed' })
  } else meetingStore.setState({ setup })
  const root = document.getElementById('root')
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <MeetingWindow />
      </StrictMode>
    )
  }
}

async function followDevices(): Promise<void> {
  meetingStore.setState({ devices: await navigator.mediaDevices.enumerateDevices() })
}
