// An app without a guard: what a browser does by itself when it is shown a page elsewhere.
import { app, BrowserWindow } from 'electron'

void app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('https://utan-vakt.annanplats.test/'))
