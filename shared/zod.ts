import { z } from 'zod'

// Pages and workers run without eval; zod would probe for it and be reported. Must come before the first schema.
z.config({ jitless: true })

export { z }
