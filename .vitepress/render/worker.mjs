// Workers start as JavaScript; the rest of the project is TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
