// Package page makes the HTML that responders see: the page behind the link in an alert, and the
// same call as an email.
//
// It is one renderer with one style sheet, so that a page and the mail that leads to it say the same
// and look the same. It is put together by hand: a template is parsed when a program starts, and makes
// a function twice as large. Everything that a caller or a setting wrote is escaped, and only an
// address of the web becomes a link.
//
// To add a page: a function that joins parts in a document. To change how pages look: the style sheet.
package page
