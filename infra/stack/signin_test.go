package stack

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/access"
	"ringdown/shared/routes"
)

// cognito are the resources that only a stack with its own pool has.
var cognito = map[string]int{
	"AWS::Cognito::UserPool": 1, "AWS::Cognito::UserPoolGroup": len(access.Roles), "AWS::Cognito::UserPoolDomain": 1,
	"AWS::Cognito::UserPoolClient": 2, "AWS::Cognito::UserPoolResourceServer": 1, "AWS::Cognito::ManagedLoginBranding": 1,
}

func TestThePoolIsMadeUnlessAnotherIssuerIsNamed(t *testing.T) {
	for kind, want := range cognito {
		found := resources(t, kind)
		if len(found) != want {
			t.Errorf("%d of %s, want %d", len(found), kind, want)
		}
		for id, r := range found {
			if r["Condition"] != "OwnPool" {
				t.Errorf("%s is made on condition %v", id, r["Condition"])
			}
		}
	}
	whole := template(t)
	if got, want := render(t, at(whole, "Conditions", "OwnPool")), `{"Fn::Equals":[{"Ref":"TokenIssuerUrl"},""]}`; got != want {
		t.Errorf("the condition is %s, want %s", got, want)
	}
	for id, r := range whole["Resources"].(object) {
		if kind := at(r, "Type").(string); strings.HasPrefix(kind, "AWS::Cognito::") && cognito[kind] == 0 {
			t.Errorf("%s is a %s, which nothing here expects", id, kind)
		}
	}
	for id, o := range whole["Outputs"].(object) {
		if strings.HasSuffix(id, "OfCognito") && at(o, "Condition") != "OwnPool" {
			t.Errorf("output %s is made on condition %v: it points at what another issuer's stack has not", id, at(o, "Condition"))
		}
	}
}

func TestOnlyAdminsMakePeople(t *testing.T) {
	id, pool := named(t, "AWS::Cognito::UserPool", "People")
	for key, want := range map[string]string{
		"AdminCreateUserConfig": `{"AllowAdminCreateUserOnly":true}`, "MfaConfiguration": "OPTIONAL", "EnabledMfas": `["SOFTWARE_TOKEN_MFA"]`,
		"AliasAttributes": `["email"]`, "AutoVerifiedAttributes": `["email"]`, "DeletionProtection": "ACTIVE", "UserPoolTier": "ESSENTIALS",
		"AccountRecoverySetting": `{"RecoveryMechanisms":[{"Name":"verified_email","Priority":1}]}`,
		"Schema":                 `[{"Mutable":true,"Name":"email","Required":true}]`,
	} {
		if got := render(t, pool[key]); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	if got := at(pool, "Policies", "PasswordPolicy", "MinimumLength"); got != 15.0 {
		t.Errorf("passwords have %v characters, want 15", got)
	}
	if r := resources(t, "AWS::Cognito::UserPool")[id]; r["DeletionPolicy"] != "Retain" || r["UpdateReplacePolicy"] != "Retain" {
		t.Errorf("the people go with the stack: %v, %v", r["DeletionPolicy"], r["UpdateReplacePolicy"])
	}
}

func TestGroupsAndScopesAreThoseOfTheTable(t *testing.T) {
	var got, want []string
	for _, r := range resources(t, "AWS::Cognito::UserPoolGroup") {
		got = append(got, at(r, "Properties", "GroupName").(string))
	}
	for _, role := range access.Roles {
		want = append(want, string(role))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("groups %v, roles %v", got, want)
	}
	_, server := named(t, "AWS::Cognito::UserPoolResourceServer", "Scopes")
	got, want = nil, nil
	for _, s := range server["Scopes"].([]any) {
		got = append(got, at(s, "ScopeName").(string))
	}
	for _, s := range access.Scopes {
		want = append(want, s.Name)
	}
	if server["Identifier"] != access.ScopeResource || !slices.Equal(got, want) {
		t.Errorf("%v has the scopes %v, want %s %v", server["Identifier"], got, access.ScopeResource, want)
	}
}

func TestPeopleSignInWithACodeAndMachinesWithASecret(t *testing.T) {
	_, console := named(t, "AWS::Cognito::UserPoolClient", "ConsoleClient")
	for key, want := range map[string]string{
		"GenerateSecret": "false", "AllowedOAuthFlows": `["code"]`, "AllowedOAuthFlowsUserPoolClient": "true", "PreventUserExistenceErrors": "ENABLED",
		"EnableTokenRevocation": "true", "SupportedIdentityProviders": `["COGNITO"]`, "AccessTokenValidity": "30", "RefreshTokenValidity": "12",
		"TokenValidityUnits": `{"AccessToken":"minutes","IdToken":"minutes","RefreshToken":"hours"}`,
		// A person who could ask for a machine's scope would have its role.
		"AllowedOAuthScopes": `["openid","email","profile"]`,
	} {
		if got := render(t, console[key]); got != want {
			t.Errorf("console: %s is %s, want %s", key, got, want)
		}
	}
	for _, key := range []string{"CallbackURLs", "LogoutURLs"} {
		got := render(t, console[key])
		if !strings.HasPrefix(got, `{"Fn::If":["HasSignInAddresses",{"Ref":"SignInAddresses"},[{"Fn::Join":["",["https://",{"Fn::GetAtt":["PublicDistribution`) ||
			!strings.HasSuffix(got, `"`+routes.ConsolePath+`"]]}]]}`) {
			t.Errorf("console: %s is %s", key, got)
		}
	}
	_, machine := named(t, "AWS::Cognito::UserPoolClient", "MachineClient")
	for key, want := range map[string]string{
		"GenerateSecret": "true", "AllowedOAuthFlows": `["client_credentials"]`, "AllowedOAuthScopes": `["ringdown/view","ringdown/edit"]`,
		"AccessTokenValidity": "30",
	} {
		if got := render(t, machine[key]); got != want {
			t.Errorf("machine: %s is %s, want %s", key, got, want)
		}
	}
	server, _ := named(t, "AWS::Cognito::UserPoolResourceServer", "Scopes")
	for id, r := range resources(t, "AWS::Cognito::UserPoolClient") {
		if strings.HasPrefix(id, "MachineClient") && !slices.Contains(texts(t, r["DependsOn"]), server) {
			t.Errorf("the machine client does not wait for its scopes: %v", r["DependsOn"])
		}
	}
}

func TestTheSignInPageHasAnAddressNobodyElseHas(t *testing.T) {
	_, page := named(t, "AWS::Cognito::UserPoolDomain", "SignInPage")
	if got, want := render(t, page["Domain"]), `{"Fn::If":["HasSignInPrefix",{"Ref":"SignInPrefix"},{"Fn::Join":["",["ringdown-",{"Ref":"AWS::AccountId"}]]}]}`; got != want {
		t.Errorf("the page is at %s, want %s", got, want)
	}
	if page["ManagedLoginVersion"] != 2.0 {
		t.Errorf("version %v", page["ManagedLoginVersion"])
	}
}

// The authorizer and the functions believe the same tokens, whoever the issuer is.
func TestTheAuthorizerBelievesTheIssuerOfTheDeployment(t *testing.T) {
	pool, _ := named(t, "AWS::Cognito::UserPool", "People")
	console, _ := named(t, "AWS::Cognito::UserPoolClient", "ConsoleClient")
	machine, _ := named(t, "AWS::Cognito::UserPoolClient", "MachineClient")
	_, authorizer := named(t, "AWS::ApiGatewayV2::Authorizer", "Tokens")
	more := `{"Fn::If":["HasTokenMachines",{"Fn::Join":["",[{"Ref":"` + machine + `"},",",{"Ref":"TokenMachineIds"}]]},{"Ref":"` + machine + `"}]}`
	others := `{"Fn::If":["HasTokenMachines",{"Fn::Join":["",[{"Ref":"TokenClientIds"},",",{"Ref":"TokenMachineIds"}]]},{"Ref":"TokenClientIds"}]}`
	issuer := `{"Fn::If":["OwnPool",{"Fn::GetAtt":["` + pool + `","ProviderURL"]},{"Ref":"TokenIssuerUrl"}]}`
	want := `{"Audience":{"Fn::Split":[",",{"Fn::If":["OwnPool",{"Fn::Join":["",[{"Ref":"` + console + `"},",",` + more + `]]},` + others + `]}]},"Issuer":` + issuer + `}`
	if got := render(t, authorizer["JwtConfiguration"]); got != want {
		t.Errorf("the authorizer believes\n%s\nwant\n%s", got, want)
	}
	if got := render(t, authorizer["IdentitySource"]); authorizer["AuthorizerType"] != "JWT" || got != `["$request.header.Authorization"]` {
		t.Errorf("it is a %v and reads %s", authorizer["AuthorizerType"], got)
	}
	told := map[string]string{
		routes.EnvIssuer: issuer, routes.EnvClients: `{"Fn::If":["OwnPool",{"Ref":"` + console + `"},{"Ref":"TokenClientIds"}]}`,
		routes.EnvMachines: `{"Fn::If":["OwnPool",` + more + `,{"Ref":"TokenMachineIds"}]}`, routes.EnvGroupsClaim: `{"Ref":"TokenGroupsClaim"}`,
	}
	for _, f := range routes.Functions {
		_, p := named(t, "AWS::Lambda::Function", title(f.Name))
		for name, want := range told {
			got := at(p, "Environment", "Variables", name)
			if checks := slices.Contains(f.Needs, routes.CheckTokens); checks && render(t, got) != want || !checks && got != nil {
				t.Errorf("%s is told %s = %v, want %s where it checks tokens", f.Name, name, got, want)
			}
		}
	}
}

func TestParametersOfSignInTakeWhatTheyMean(t *testing.T) {
	parameters := at(template(t), "Parameters").(object)
	for name, values := range map[string]map[string]bool{
		"TokenIssuerUrl":   {"": true, "https://id.example/": true, "http://id.example": false, "https://id.example?x": false, "id.example": false},
		"TokenClientIds":   {"": true, "a": true, "a,b": true, "a,": false, "a,,b": false, ",a": false, "a, b": false, "https://api.example": true},
		"TokenMachineIds":  {"": true, "a,b": true, "a,": false},
		"TokenGroupsClaim": {"cognito:groups": true, "https://example.com/roles": true, "": false, "a b": false},
		"SignInPrefix":     {"": true, "acme-phones": true, "-acme": false, "acme-": false, "Acme": false},
	} {
		allowed := regexp.MustCompile(at(parameters, name, "AllowedPattern").(string))
		if at(parameters, name, "Default") == nil {
			t.Errorf("%s has no default: every deployment would have to answer", name)
		}
		for value, want := range values {
			if allowed.MatchString(value) != want {
				t.Errorf("%s = %q is allowed: %t, want %t", name, value, !want, want)
			}
		}
	}
	rule := at(template(t), "Rules", "AnIssuerHasClients")
	if got := render(t, at(rule, "RuleCondition")); got != `{"Fn::Not":[{"Fn::Equals":[{"Ref":"TokenIssuerUrl"},""]}]}` {
		t.Errorf("the rule holds when %s", got)
	}
	if got := render(t, at(rule, "Assertions")); !strings.Contains(got, `"Assert":{"Fn::Not":[{"Fn::Equals":[{"Ref":"TokenClientIds"},""]}]}`) {
		t.Errorf("the rule asserts %s", got)
	}
}

// protection says how a route of a template is guarded.
func protection(t *testing.T, route object) string {
	t.Helper()
	if route["AuthorizationType"] == "JWT" {
		return "JWT " + render(t, route["AuthorizerId"])
	}
	return render(t, route["AuthorizationType"])
}

func TestRoutesThatCarryTokensAreGivenToTheAuthorizerAndNoOthers(t *testing.T) {
	authorizer, _ := named(t, "AWS::ApiGatewayV2::Authorizer", "Tokens")
	found := map[string]string{}
	for _, r := range resources(t, "AWS::ApiGatewayV2::Route") {
		found[at(r, "Properties", "RouteKey").(string)] = protection(t, r["Properties"].(object))
	}
	for _, r := range routes.HTTP {
		want := "NONE"
		if r.Authorized {
			want = `JWT {"Ref":"` + authorizer + `"}`
			if f, ok := routes.Find(r.Function); !ok || !slices.Contains(f.Needs, routes.CheckTokens) {
				t.Errorf("%s %s carries a token, and %s does not check it again", r.Method, r.Path, r.Function)
			}
		}
		if got := found[r.Method+" "+r.Path]; got != want {
			t.Errorf("%s %s is guarded by %s, want %s", r.Method, r.Path, got, want)
		}
	}
}

// A small stack with one route of each kind, so that this holds whatever the table has.
func TestARouteThatCarriesATokenIsGuardedAndThrottled(t *testing.T) {
	template(t) // skips where there is no node
	app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(t.TempDir()), Context: &map[string]any{"aws:cdk:disable-asset-staging": true}})
	d := &deployment{Stack: awscdk.NewStack(app, jsii.String("Small"), nil)}
	d.addPublic()
	d.addAPI()
	d.addSignIn()
	d.functions = map[string]awslambda.Function{"clerk": awslambda.NewFunction(d.Stack, jsii.String("Clerk"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_NODEJS_22_X(), Handler: jsii.String("x"), Code: awslambda.Code_FromInline(jsii.String("x")),
	})}
	d.addRoutes([]routes.Route{
		{Method: "POST", Path: "/voice/x", Function: "clerk"},
		{Method: "ANY", Path: "/api/v1/{path+}", Function: "clerk", Authorized: true},
	})
	var small object
	text, err := json.Marshal(*assertions.Template_FromStack(d.Stack, nil).ToJSON())
	if err != nil || json.Unmarshal(text, &small) != nil {
		t.Fatal(err)
	}
	guarded, routeID := map[string]string{}, ""
	var stage object
	for id, r := range small["Resources"].(object) {
		switch at(r, "Type") {
		case "AWS::ApiGatewayV2::Route":
			p := at(r, "Properties").(object)
			guarded[p["RouteKey"].(string)] = protection(t, p)
			if strings.HasPrefix(p["RouteKey"].(string), "ANY") {
				routeID = id
			}
		case "AWS::ApiGatewayV2::Stage":
			stage = r.(object)
		}
	}
	if guarded["POST /voice/x"] != "NONE" || guarded["ANY /api/v1/{path+}"] != `JWT {"Ref":"Tokens"}` {
		t.Errorf("the routes are guarded by %v", guarded)
	}
	if got, want := render(t, at(stage, "Properties", "RouteSettings")), `{"ANY /api/v1/{path+}":{"ThrottlingBurstLimit":100,"ThrottlingRateLimit":50}}`; got != want {
		t.Errorf("the stage throttles %s, want %s", got, want)
	}
	if got := texts(t, stage["DependsOn"]); !slices.Contains(got, routeID) {
		t.Errorf("the stage waits for %v and not for the route %s", got, routeID)
	}
}
