import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './app/view/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startAppearance } from './app/appearance'
import { followAccount } from './app/followAccount'
import { followRoutes } from './app/routes'
import { startAppStore } from './app/store'
import { App } from './app/view/App'

startAppearance()
followAccount()
void startAppStore().then(followRoutes)
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
