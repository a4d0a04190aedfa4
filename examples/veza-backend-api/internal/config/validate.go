package config

import (
	"fmt"
	"strconv"
	"strings"
)

// Problem is one broken rule. ID is what people cite: a number, or the variable's name where the rule has none.
type Problem struct {
	ID      string
	Message string
}

func (problem Problem) String() string {
	if _, err := strconv.Atoi(problem.ID); err != nil {
		return problem.Message
	}
	return fmt.Sprintf("rule #%s: %s", problem.ID, problem.Message)
}

// Refusal lists every rule that keeps the service from starting.
type Refusal []Problem

func (refusal Refusal) Error() string {
	lines := make([]string, len(refusal))
	for i, problem := range refusal {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Validate holds the settings against the rules of docs/ENV_VARIABLES.md, all of them at once.
//
// Production refuses to start on any problem. Elsewhere a problem is a warning, and the settings that have a fallback
// are changed to it, so that work goes on while the mistake stays visible. The rules on signing keys are the exception:
// staging refuses as well, and development does not ask.
func (c *Config) Validate() (warnings []Problem, err error) {
	var refusal Refusal
	for _, rule := range rules {
		message := rule.check(c)
		if message == "" || rule.signingKey && c.Server.Env == Development {
			continue
		}
		problem := Problem{rule.id, message}
		if rule.signingKey || c.strict() {
			refusal = append(refusal, problem)
			continue
		}
		if rule.fallBack != nil {
			problem.Message += fmt.Sprintf("; %s runs with %s", c.Server.Env, rule.fallBack(c))
		}
		warnings = append(warnings, problem)
	}
	if refusal != nil {
		return warnings, refusal
	}
	return warnings, nil
}

// strict tells whether a problem keeps the service from starting. A tier nobody knows is treated as production.
func (c *Config) strict() bool {
	return c.Server.Env != Development && c.Server.Env != Staging
}
