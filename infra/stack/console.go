package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/jsii-runtime-go"

	"ringdown/infra/console"
	"ringdown/shared/routes"
)

// hstsDays is how long a browser asks for the console by https alone.
const hstsDays = 365

// pagesOfConsole gives every page of the console its one document. CloudFront's own error pages would do it for the whole
// distribution, and hide a missing fallback document.
const pagesOfConsole = `function handler(event) {
  var request = event.request;
  if (request.uri.split('/').pop().indexOf('.') < 0) {
    request.uri = '` + routes.ConsolePath + console.Index + `';
  }
  return request;
}
`

// addConsole serves the console from the public bucket and the API beside it, on one host: no page asks another origin, so there is
// nothing to allow, and the token goes nowhere else. The files are uploaded after each deployment, as the fallback document is.
// CloudFront keeps them for a second and then asks by their tags.
func (d *deployment) addConsole() {
	name := d.join(*d.Stack.StackName(), "-", *d.Stack.Region(), "-console") // CloudFront is one service for all regions
	pages := awscloudfront.NewFunction(d.Stack, jsii.String("ConsolePages"), &awscloudfront.FunctionProps{
		FunctionName: name, Code: awscloudfront.FunctionCode_FromInline(jsii.String(pagesOfConsole)), Runtime: awscloudfront.FunctionRuntime_JS_2_0(),
		Comment: jsii.String("Gives every page of the console its document"),
	})
	bucket := *d.join("https://", *d.recordings.BucketRegionalDomainName())
	policy := console.Policy([]string{*d.issuerHost(), *d.tokenHost(), bucket}, []string{bucket})
	headers := awscloudfront.NewResponseHeadersPolicy(d.Stack, jsii.String("ConsoleHeaders"), &awscloudfront.ResponseHeadersPolicyProps{
		ResponseHeadersPolicyName: name,
		SecurityHeadersBehavior: &awscloudfront.ResponseSecurityHeadersBehavior{
			ContentSecurityPolicy:   &awscloudfront.ResponseHeadersContentSecurityPolicy{ContentSecurityPolicy: &policy, Override: jsii.Bool(true)},
			ContentTypeOptions:      &awscloudfront.ResponseHeadersContentTypeOptions{Override: jsii.Bool(true)},
			ReferrerPolicy:          &awscloudfront.ResponseHeadersReferrerPolicy{ReferrerPolicy: awscloudfront.HeadersReferrerPolicy_NO_REFERRER, Override: jsii.Bool(true)},
			StrictTransportSecurity: &awscloudfront.ResponseHeadersStrictTransportSecurity{AccessControlMaxAge: awscdk.Duration_Days(jsii.Number(hstsDays)), Override: jsii.Bool(true)},
		},
	})
	d.distribution.AddBehavior(jsii.String(routes.ConsolePath+"*"), d.publicOrigin, &awscloudfront.AddBehaviorOptions{
		AllowedMethods:        awscloudfront.AllowedMethods_ALLOW_GET_HEAD(),
		CachePolicy:           awscloudfront.CachePolicy_CACHING_OPTIMIZED(),
		ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_REDIRECT_TO_HTTPS, // people type its name
		ResponseHeadersPolicy: headers,
		FunctionAssociations:  &[]*awscloudfront.FunctionAssociation{{EventType: awscloudfront.FunctionEventType_VIEWER_REQUEST, Function: pages}},
	})
	host := awscdk.Fn_Select(jsii.Number(2), awscdk.Fn_Split(jsii.String("/"), d.api.ApiEndpoint(), nil))
	d.distribution.AddBehavior(jsii.String(routes.APIPath+"/*"), awscloudfrontorigins.NewHttpOrigin(host, nil), &awscloudfront.AddBehaviorOptions{
		AllowedMethods:       awscloudfront.AllowedMethods_ALLOW_ALL(),
		CachePolicy:          awscloudfront.CachePolicy_CACHING_DISABLED(),
		OriginRequestPolicy:  awscloudfront.OriginRequestPolicy_ALL_VIEWER_EXCEPT_HOST_HEADER(), // Authorization and If-Match, and not the host, by which the API is found
		ViewerProtocolPolicy: awscloudfront.ViewerProtocolPolicy_HTTPS_ONLY,
	})
}

// issuerHost is where a page reads what the issuer publishes, and tokenHost where it changes a code for tokens. They differ in
// Cognito alone; of another issuer, which says in its document where the second one is, we know the first.
func (d *deployment) issuerHost() *string {
	return d.join("https://", *awscdk.Fn_Select(jsii.Number(2), awscdk.Fn_Split(jsii.String("/"), d.signIn.issuer, nil)))
}

func (d *deployment) tokenHost() *string {
	return d.ifElse(d.signIn.ownPool, d.signInPage(), d.issuerHost())
}

// consoleConfig is config.json of the console: what its one build is told about this deployment. Of an issuer with several clients
// the first is the console's.
func (d *deployment) consoleConfig() *string {
	s := d.signIn
	client := awscdk.Fn_Select(jsii.Number(0), awscdk.Fn_Split(jsii.String(","), s.clients, nil))
	out := d.ifElse(s.ownPool, d.join(*d.signInPage(), "/logout?client_id=", *s.console.Ref(), "&logout_uri=", *d.consoleURL()), jsii.String(""))
	return d.join(`{"issuer":"`, *s.issuer, `","client":"`, *client, `","api":"`+routes.APIPath+`","address":"`, *d.consoleURL(), `","signOut":"`, *out, `"}`)
}
