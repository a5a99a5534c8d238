// What every page loads, once, after it has been read. Nothing here is needed to read a page or to send a form.
import { createAll, Button, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs'
import { ButtonMenu } from '@ministryofjustice/frontend/moj/components/button-menu/button-menu.mjs'
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [Button, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink, Alert, ButtonMenu, SortableTable]) {
  createAll(component)
}
