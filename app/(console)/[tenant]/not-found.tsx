import { NotFoundWords } from '../../not-found-words'

/** The same words, within the frame, so that the menu is at hand. */
export default function NotFoundHere() {
  return <NotFoundWords />
}
