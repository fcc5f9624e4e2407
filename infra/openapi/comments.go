package openapi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"reflect"
	"strings"
)

// comments are what the source says of types and of their fields: folder, type and field, with dots
// between them.
type comments map[string]string

// module stands before the folders of packages.
const module = "ringdown/"

// folders are those of the packages that the API's types are in.
var folders = []string{
	"shared/api", "shared/api/activity", "shared/api/admin", "shared/activity", "shared/alert", "shared/call", "shared/dialplan", "shared/oncall", "shared/port", "shared/rehearsal",
	"shared/resource", "shared/settings", "shared/speech/words",
}

// readComments reads the source of the packages that the API's types are in.
func readComments(source fs.FS) (comments, error) {
	said := comments{}
	for _, folder := range folders {
		files, err := fs.Glob(source, folder+"/*.go")
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			text, err := fs.ReadFile(source, name)
			if err != nil {
				return nil, err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			said.read(folder, parsed)
		}
	}
	return said, nil
}

func (c comments) read(folder string, f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, spec := range g.Specs {
			t := spec.(*ast.TypeSpec)
			at := folder + "." + t.Name.Name
			c[at] = said(g.Doc)
			s, ok := t.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, field := range s.Fields.List {
				for _, name := range field.Names {
					c[at+"."+name.Name] = strings.TrimSpace(said(field.Doc) + " " + said(field.Comment))
				}
			}
		}
	}
}

// said is a comment on one line.
func said(g *ast.CommentGroup) string { return strings.Join(strings.Fields(g.Text()), " ") }

// ofType is the first sentence of a type's comment.
func (c comments) ofType(t reflect.Type) string {
	text, _, _ := strings.Cut(c[strings.TrimPrefix(t.PkgPath(), module)+"."+t.Name()], ". ")
	if text != "" && !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// ofField is a field's comment, unless it only names a Go value: of those the schema says more.
func (c comments) ofField(t reflect.Type, field string) string {
	text := c[strings.TrimPrefix(t.PkgPath(), module)+"."+t.Name()+"."+field]
	if onlyName.MatchString(text) && !strings.Contains(text, ". ") {
		first, rest, _ := strings.Cut(text, ";")
		if strings.ContainsRune(first, ' ') {
			return text
		}
		return strings.TrimSpace(rest)
	}
	return text
}

// ownerOf is the struct that declares a key, where it came by an embedded one.
func ownerOf(parent reflect.Type, field reflect.StructField) reflect.Type {
	for parent != nil && parent.Kind() == reflect.Pointer {
		parent = parent.Elem()
	}
	if parent == nil || parent.Kind() != reflect.Struct {
		return parent
	}
	for _, f := range reflect.VisibleFields(parent) {
		if f.Name == field.Name && len(f.Index) > 1 {
			return parent.FieldByIndex(f.Index[:len(f.Index)-1]).Type
		}
	}
	return parent
}
