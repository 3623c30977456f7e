import NotFound from '../../not-found'

/** The same words, within the frame, so that the menu is at hand. */
export default NotFound
