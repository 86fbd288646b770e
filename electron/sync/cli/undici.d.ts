// undici's parts by their files: its index loads everything, which takes longer than a run that finds nothing new.
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici'
  export default Agent
}
declare module 'undici/lib/dispatcher/dispatcher.js' {
  import { Dispatcher } from 'undici'
  export default Dispatcher
}
declare module 'undici/lib/api/index.js' {
  const api: Readonly<Record<string, unknown>>
  export default api
}
