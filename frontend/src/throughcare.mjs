// What every page loads, once, after it has been read. Nothing here is needed to read a page or to send a form.
import { Button, Checkboxes, createAll, ErrorSummary, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs'
import { ButtonMenu } from '@ministryofjustice/frontend/moj/components/button-menu/button-menu.mjs'
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs'
import { startAutosave } from './autosave.mjs'
import { startKeeping } from './kept.mjs'
import { startPasskeys } from './passkeys.mjs'
import { startReveals } from './reveals.mjs'
import { startSession } from './session.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [Alert, Button, ButtonMenu, Checkboxes, ErrorSummary, ServiceNavigation, SkipLink, SortableTable]) {
  createAll(component)
}
startReveals()
startKeeping()
startAutosave()
startPasskeys()
startSession()

// On a phone the pages of a person stand in one row that scrolls: begin where the reader is.
const here = document.querySelector('.moj-side-navigation__item--active')
const row = here?.closest('.moj-side-navigation')
if (row) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.clientWidth) / 2
