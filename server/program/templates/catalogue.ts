import * as z from 'zod'
import { bakery } from './bakery'
import { beauty } from './beauty'
import { blank } from './blank'
import { catering } from './catering'
import { ecommerce } from './ecommerce'
import { gym } from './gym'
import { retail } from './retail'
import type { Template } from './terms'

/** What a draft can start from: a ready program of an industry, or nothing but a base tier. */
export const TemplateKey = z.enum(['ecommerce', 'catering', 'retail', 'gym', 'beauty', 'bakery', 'blank'])
export type TemplateKey = z.infer<typeof TemplateKey>

export const templates: Record<TemplateKey, Template> = { ecommerce, catering, retail, gym, beauty, bakery, blank }
