package stack

import (
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
)

// A second region of one account is a second deployment of the same template: what has a name for
// all regions must have the region in it, or a name that CloudFormation makes up.
func TestTwoRegionsOfOneAccountDoNotClash(t *testing.T) {
	named := map[string]string{
		"AWS::IAM::Role": "RoleName", "AWS::IAM::ManagedPolicy": "ManagedPolicyName", "AWS::S3::Bucket": "BucketName",
		"AWS::CloudFront::CachePolicy": "CachePolicyConfig",
	}
	// These cannot be without a name.
	withRegion := map[string][]string{"AWS::CloudFront::Function": {"Name"}, "AWS::CloudFront::ResponseHeadersPolicy": {"ResponseHeadersPolicyConfig", "Name"}}
	access := 0
	for id, r := range template(t)["Resources"].(object) {
		kind, _ := at(r, "Type").(string)
		if property := named[kind]; property != "" && at(r, "Properties", property) != nil {
			t.Errorf("%s has the name %s", id, render(t, at(r, "Properties", property)))
		}
		if path := withRegion[kind]; path != nil {
			if name := render(t, at(r, append([]string{"Properties"}, path...)...)); !strings.Contains(name, `{"Ref":"AWS::Region"}`) {
				t.Errorf("%s is called %s in every region", id, name)
			}
		}
		if kind == "AWS::CloudFront::OriginAccessControl" {
			access++
			name := render(t, at(r, "Properties", "OriginAccessControlConfig", "Name"))
			if !strings.Contains(name, `{"Ref":"AWS::Region"}`) {
				t.Errorf("the access control of the public bucket is called %s in every region", name)
			}
		}
	}
	if access != 1 {
		t.Errorf("%d access controls, want one", access)
	}
	for id, o := range template(t)["Outputs"].(object) {
		if at(o, "Export") != nil {
			t.Errorf("output %s is exported: a second stack of the region could not be made", id)
		}
	}
}

// The CDK's bootstrap makes the template to find its account, on a fresh clone with nothing built.
// A deployment is refused in words.
func TestTheTemplateIsMadeBeforeTheFunctionsAreBuilt(t *testing.T) {
	template(t) // skips where there is no node
	build, err := os.MkdirTemp("", "ringdown-fresh")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(build)
	app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(build + "/cdk.out"), Context: &map[string]any{"aws:cdk:disable-asset-staging": true}})
	s := New(app, "Fresh", Props{BuildDir: build})
	found := assertions.Annotations_FromStack(s).FindError(jsii.String("*"), assertions.Match_StringLikeRegexp(jsii.String("The function answer is not built.*make build")))
	if len(*found) != 1 {
		t.Errorf("%d errors about the function answer, want one", len(*found))
	}
}
