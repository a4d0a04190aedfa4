// Read files, one in base64 on each line of the standard input: read godotenv|gotenv-2019|go-envparse
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"github.com/hashicorp/go-envparse"
	"github.com/joho/godotenv"
	"github.com/subosito/gotenv"
)

func read(which string, data []byte) (found map[string]string, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%v", reason)
		}
	}()
	switch which {
	case "godotenv":
		return godotenv.Parse(bytes.NewReader(data))
	case "gotenv-2019":
		return gotenv.StrictParse(bytes.NewReader(data))
	}
	return envparse.Parse(bytes.NewReader(data))
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(make([]byte, 1<<20), 1<<26)
	for input.Scan() {
		data, _ := base64.StdEncoding.DecodeString(input.Text())
		found, err := read(os.Args[1], data)
		if err != nil {
			fmt.Println("-")
			continue
		}
		var pairs []string
		for name, value := range found {
			pairs = append(pairs, base64.StdEncoding.EncodeToString([]byte(name))+":"+base64.StdEncoding.EncodeToString([]byte(value)))
		}
		fmt.Println(strings.Join(pairs, " "))
	}
}
