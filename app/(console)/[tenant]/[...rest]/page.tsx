import { notFound } from 'next/navigation'

/** Any other address below a merchant: not found, with the menu at hand. */
export default function Elsewhere() {
  notFound()
}
